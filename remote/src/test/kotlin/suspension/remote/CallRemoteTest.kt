package suspension.remote

import io.mockk.every
import io.mockk.mockk
import io.mockk.verify
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** The same call in Kotlin code. */
class CallRemoteTest {

    interface Client {
        fun start(key: String): CompletionStage<String>

        fun cancel(key: String): CompletionStage<*>
    }

    private val client = mockk<Client>()
    private val work = CompletableFuture<String>()

    private suspend fun call() = callRemote("a", client::start, client::cancel, FakeEngine.RULES)

    @Test
    fun givesWhatTheEngineGives() = runTest {
        every { client.start("a") } returns work
        val result = async { call() }
        delay(1.seconds)
        work.complete("tea")
        assertThat(result.await()).isEqualTo("tea")
    }

    @Test
    @OptIn(ExperimentalCoroutinesApi::class)
    fun aCancelledCoroutineWaitsForWhatTheEngineSays() = runTest {
        every { client.start("a") } returns work
        every { client.cancel("a") } returns CompletableFuture.completedFuture(Unit)
        async {
            delay(5.seconds)
            work.completeExceptionally(FakeEngine.Cancelled("by the engine"))
        }
        assertThat(withTimeoutOrNull(1.seconds) { call() }).isNull()
        assertThat(currentTime).isEqualTo(5_000)
        verify(exactly = 1) { client.cancel("a") }
    }

    @Test
    fun aResultThatComesAfterALimitIsThereInsideOfIt() = runTest {
        every { client.start("a") } returns work
        every { client.cancel("a") } returns CompletableFuture.completedFuture(Unit)
        async {
            delay(5.seconds)
            work.complete("tea")
        }
        val receipts = mutableListOf<String>()
        withTimeoutOrNull(1.seconds) { receipts += call() }
        assertThat(receipts).containsExactly("tea")
    }

    @Test
    fun workThatSomebodyElseCancelsDoesNotEndALaunchInSilence() = runTest {
        every { client.start("a") } returns work
        work.completeExceptionally(FakeEngine.Cancelled("by somebody"))
        val told = mutableListOf<Throwable>()
        supervisorScope { launch(CoroutineExceptionHandler { _, e -> told += e }) { call() } }
        assertThat(told.single()).isExactlyInstanceOf(NotDoneException::class.java)
    }

    @Test
    fun aCoroutineThatIsCancelledAlreadyStartsNothing() = runTest {
        val caller = async { call() }
        caller.cancel()
        caller.join()
        verify(exactly = 0) { client.start(any()) }
    }
}
