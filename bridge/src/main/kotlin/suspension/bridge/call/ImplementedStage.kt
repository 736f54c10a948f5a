package suspension.bridge.call

import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlinx.coroutines.CompletableJob
import suspension.bridge.task.Jobs
import suspension.bridge.task.isOfValueClass

/**
 * A suspend function's wait for a stage.
 *
 * The decision is null at first. Whoever comes first writes it: the caller writes [SUSPENDED], or the stage writes its
 * result, which the caller then returns at once. After [SUSPENDED] the first result resumes the caller.
 */
internal class ImplementedStage<T>(
    private val continuation: Continuation<T>,
    private val stage: CompletionStage<out T>,
) {

    private val decision = AtomicReference<Any?>()

    /**
     * A child of the caller's job that completes with it. Written by the caller, if the stage is not complete at once.
     */
    @Volatile private var hook: CompletableJob? = null

    fun resultOrSuspended(): Any? {
        val listening = StageHub.listen(stage) { value, failure -> completed(value, failure) }
        if (decision.get() == null) {
            hook =
                Jobs.onCancelling(continuation.context) { cause ->
                    if (cause != null) {
                        cancelled(cause)
                        listening.cancel()
                    }
                }
            if (decision.get() != null) hook!!.complete()
        }
        // This comes last, so that a caller that has already been cancelled is not resumed within its own call.
        if (decision.compareAndSet(null, SUSPENDED)) return COROUTINE_SUSPENDED
        @Suppress("UNCHECKED_CAST") val result = (decision.get() as Decided<T>).result
        if (!result.getOrThrow().isOfValueClass()) return result.getOrThrow()
        continuation.intercepted().resumeWith(result)
        return COROUTINE_SUSPENDED
    }

    private fun completed(value: Any?, failure: Throwable?) {
        @Suppress("UNCHECKED_CAST") decide(resultOf(value as T?, failure))
        hook?.complete()
    }

    private fun resultOf(value: T?, failure: Throwable?): Result<T> {
        @Suppress("UNCHECKED_CAST")
        return if (failure == null) runCatching { Implementation.checked(value as T) }
        else Result.failure((failure as? CompletionException)?.cause ?: failure)
    }

    private fun decide(result: Result<T>) {
        val decided = Decided(result)
        if (decision.compareAndSet(null, decided)) return
        if (decision.compareAndSet(SUSPENDED, decided)) continuation.intercepted().resumeWith(result)
    }

    /**
     * Called when the caller's job is cancelled. The caller goes on at once, and the stage is cancelled if it can be.
     */
    private fun cancelled(cause: Throwable) {
        StageCancellation.cancel(stage)
        decide(Result.failure(cause))
    }

    private class Decided<T>(val result: Result<T>)

    private companion object {
        val SUSPENDED = Any()
    }
}
