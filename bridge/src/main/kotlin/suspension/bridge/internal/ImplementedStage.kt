package suspension.bridge.internal

import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted

/**
 * A suspend function's wait for a stage.
 *
 * The decision is null at first. Whoever comes first writes it: the caller writes [SUSPENDED], or the stage its result,
 * which the caller then returns at once. After [SUSPENDED] the first result resumes the caller.
 */
internal class ImplementedStage<T>(
    private val continuation: Continuation<T>,
    private val stage: CompletionStage<out T>,
) {

    private val decision = AtomicReference<Any?>()

    fun resultOrSuspended(): Any? {
        stage.whenComplete { value, failure -> decide(resultOf(value, failure)) }
        if (!decision.compareAndSet(null, SUSPENDED)) return (decision.get() as Decided<*>).result.getOrThrow()
        val hook = Coroutines.onCancelling(continuation.context) { cause -> if (cause != null) cancelled(cause) }
        stage.whenComplete { _, _ -> hook.complete() }
        return COROUTINE_SUSPENDED
    }

    private fun resultOf(value: T?, failure: Throwable?): Result<T> {
        @Suppress("UNCHECKED_CAST")
        return if (failure == null) runCatching { Implementing.checked(value as T) }
        else Result.failure((failure as? CompletionException)?.cause ?: failure)
    }

    private fun decide(result: Result<T>) {
        val decided = Decided(result)
        if (decision.compareAndSet(null, decided)) return
        if (decision.compareAndSet(SUSPENDED, decided)) continuation.intercepted().resumeWith(result)
    }

    /** The caller's job is cancelled: it goes on at once, and the stage is told, if it can be. */
    private fun cancelled(cause: Throwable) {
        StageCancellation.cancel(stage)
        decide(Result.failure(cause))
    }

    private class Decided<T>(val result: Result<T>)

    private companion object {
        val SUSPENDED = Any()
    }
}
