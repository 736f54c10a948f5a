package suspension.testing

import java.time.Duration.ofSeconds
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.advanceUntilIdle
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** Mocks that Java has stubbed, called by Kotlin in its own virtual time. */
@OptIn(ExperimentalCoroutinesApi::class)
class SuspendMocksInRunTestTest {

    private val api = StubbedApi.answering(ofSeconds(5))

    @Test
    fun answersTakeTheTimeOfTheScheduler() =
        repeat(1000) {
            runTest {
                val found = async { listOf(api.find(1), api.find(2), api.find(4)) }
                advanceUntilIdle()
                assertThat(found.isCompleted).isTrue()
                assertThat(found.await()).containsExactly("Asha", "Ben", "anybody")
                assertThat(currentTime).isEqualTo(10_000)
            }
        }

    @Test
    fun answerThatNeverComesCanBeCancelled() = runTest {
        assertThat(withTimeoutOrNull(50) { api.find(3) }).isNull()
        val job = launch { api.find(3) }
        advanceUntilIdle()
        assertThat(job.isActive).isTrue()
        job.cancel()
        advanceUntilIdle()
        assertThat(job.isCompleted).isTrue()
    }

    @Test
    fun valueClassesArriveInTheFormThatKotlinTakes() {
        val mailbox = StubbedApi.mailbox("a@b")
        runTest { assertThat(mailbox.first().text).isEqualTo("a@b") }
        runTest(UnconfinedTestDispatcher()) { assertThat(mailbox.first().text).isEqualTo("a@b") }
    }
}
