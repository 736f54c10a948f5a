package suspension.facade.use

import bank.ShopUsers
import facades.JavaUsers
import io.mockk.MockKException
import io.mockk.every
import io.mockk.just
import io.mockk.mockk
import io.mockk.runs
import io.mockk.verify
import java.io.IOException
import java.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlinx.coroutines.test.runTest
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import shop.User
import shop.UserId
import shop.Users
import suspension.Outcome

/**
 * MockK mocks a facade, with plain `every`, and Kotlin calls the mock as the suspend interface. Not so where the result
 * is of a value class: MockK 1.14 makes a mock of that class while it records, and never ends. Mock the Kotlin
 * interface there, with `coEvery`.
 */
class MockkOfFacadeTest {

    private val java = mockk<JavaUsers>()
    private val kotlin: Users = JavaUsers.toKotlin(java)

    @Test
    fun stubsAreTypedAndKotlinSeesThem() = runTest {
        every { java.find(1) } returns User(1, "Asha")
        every { java.search("a", 1, false) } returns listOf(User(2, "Ben"))
        every { java.byId(UserId(2)) } returns User(2, "Ben")
        every { java.tryFind(9) } returns Outcome.Failure(IOException("nobody"))
        every { java.hidden() } returns "mocked"
        every { java.ping() } returns "pong of the mock"
        assertThat(kotlin.find(1).name).isEqualTo("Asha")
        assertThat(kotlin.search("a", limit = 1)).containsExactly(User(2, "Ben"))
        assertThat(kotlin.byId(UserId(2)).name).isEqualTo("Ben")
        assertThat(kotlin.tryFind(9).exceptionOrNull()).hasMessage("nobody")
        assertThat(kotlin.hidden()).isEqualTo("mocked")
        assertThat(kotlin.ping()).isEqualTo("pong of the mock")
        verify { java.search("a", 1, false) }
        verify { java.byId(UserId(2)) }
        verify(exactly = 0) { java.count() }
    }

    @Test
    fun matchersUnitAndExceptionsWork() = runTest {
        every { java.delete(any()) } just runs
        every { java.load(any()) } throws IOException("no file")
        every { java.waitUpTo(any()) } answers { firstArg<Duration>() > Duration.ofSeconds(5) }
        val users = ShopUsers.through(kotlin)
        users.delete(3)
        assertThat(assertThrows<IOException> { users.load("a") }).hasMessage("no file")
        assertThat(users.waitUpTo()).isFalse()
        assertThat(users.waitUpTo(1.minutes)).isTrue()
        verify { java.delete(3) }
    }

    @Test
    fun whatIsNotStubbedFailsAndNamesTheCall() = runTest {
        val failure = assertThrows<MockKException> { kotlin.find(5) }
        assertThat(failure).hasMessageContaining("find(5)")
    }

    @Test
    fun relaxedMockGivesEmptyAnswers() = runTest {
        val users = JavaUsers.toKotlin(mockk<JavaUsers>(relaxed = true))
        assertThat(users.count()).isZero()
        assertThat(users.search("a")).isEmpty()
        assertThat(users.describe()).isEmpty()
    }
}
