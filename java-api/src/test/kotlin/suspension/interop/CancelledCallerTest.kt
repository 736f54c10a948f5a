package suspension.interop

import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.startCoroutine
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** A Java implementation by a stage, called by Kotlin code whose job has been cancelled before. */
@Timeout(60)
class CancelledCallerTest {

    private val log = CopyOnWriteArrayList<String>()

    /** Calls the implementation, and tells whether the caller was resumed while the call was still running. */
    private suspend fun <T> call(stage: CompletionStage<T>): T = suspendCoroutineUninterceptedOrReturn { caller ->
        var inside = true
        val watched =
            Continuation<T>(caller.context) { result ->
                if (inside) log.add("resumed inside the call")
                caller.resumeWith(result)
            }
        try {
            val returned = Suspend.implement(watched, stage)
            log.add(if (returned === COROUTINE_SUSPENDED) "suspended" else "returned")
            returned
        } finally {
            inside = false
        }
    }

    /** How the call ends under a job that is cancelled, without a dispatcher between. */
    private fun end(stage: CompletionStage<String>) {
        val job = Job().also { it.cancel() }
        suspend {
                try {
                    log.add("value " + call(stage))
                } catch (e: CancellationException) {
                    log.add("cancelled")
                }
            }
            .startCoroutine(Continuation(EmptyCoroutineContext + job) { log.add("ended") })
    }

    private fun assertEndedOnce() {
        assertThat(log).doesNotContain("resumed inside the call")
        assertThat(log.filter { it == "ended" }).hasSize(1)
        assertThat(log.filter { it == "cancelled" || it.startsWith("value") }).hasSize(1)
    }

    @Test
    fun stageThatIsCancelledByThatDoesNotResumeItInsideTheCall() {
        val stage = CompletableFuture<String>()

        end(stage)

        assertEndedOnce()
        assertThat(log).contains("cancelled")
        assertThat(stage).isCancelled()
    }

    @Test
    fun stageThatCompletesInsideItsCancelDoesNotResumeItInsideTheCall() {
        val stage =
            object : CompletableFuture<String>() {
                override fun cancel(mayInterruptIfRunning: Boolean): Boolean {
                    log.add("told")
                    return complete("all the same")
                }
            }

        end(stage)

        assertEndedOnce()
        assertThat(log).contains("told")
    }

    @Test
    fun stageThatCannotBeCancelledDoesNotResumeItInsideTheCall() {
        end(CompletableFuture<String>().minimalCompletionStage())

        assertEndedOnce()
        assertThat(log).contains("cancelled")
    }

    @Test
    fun stageThatIsCompleteGivesItsValueAllTheSame() {
        end(CompletableFuture.completedFuture("tea"))

        assertThat(log).containsExactly("returned", "value tea", "ended")
    }

    @Test
    fun callerWithoutConfinementIsNotResumedInsideTheCall() = runBlocking {
        val scope = CoroutineScope(Dispatchers.Unconfined)
        val job = scope.launch {
            scope.cancel()
            try {
                call(CompletableFuture<String>())
            } catch (e: CancellationException) {
                log.add("cancelled")
            } finally {
                log.add("ended")
            }
        }
        job.join()

        assertEndedOnce()
    }
}
