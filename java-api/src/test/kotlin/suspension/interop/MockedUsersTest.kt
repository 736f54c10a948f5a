package suspension.interop

import io.mockk.coEvery
import io.mockk.coVerify
import io.mockk.mockk
import kotlinx.coroutines.delay
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import suspension.Async

/** Mocks of suspend interfaces, called from Java bodies. */
class MockedUsersTest {

    private val users = mockk<Users>()

    @Test
    fun mockThatSuspendsAnswersABody() {
        coEvery { users.find(7) } coAnswers
            {
                delay(1)
                "ada"
            }

        assertThat(Async.run(body { JavaUsers.ask(users, 7) })).isEqualTo("ada")
        coVerify(exactly = 1) { users.find(7) }
    }

    @Test
    fun mockThatThrowsThrowsTheSameObjectInABody() {
        val failure = IllegalArgumentException("no such user")
        coEvery { users.find(any()) } throws failure

        val thrown = Async.run(body { runCatching { JavaUsers.ask(users, 7) }.exceptionOrNull() })

        assertThat(thrown).isSameAs(failure)
    }

    @Test
    fun javaImplementationIsCalledThroughKotlin() {
        coEvery { users.find(7) } returns "ada"
        val front = JavaUsers { id -> JavaUsers.ask(users, id)?.uppercase() }

        assertThat(Async.run(body { JavaUsers.ask(front, 7) })).isEqualTo("ADA")
    }
}
