@file:JvmName("RemoteCalls")

package suspension.remote

import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import kotlin.time.toKotlinDuration
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull

/**
 * Starts work at an engine and returns its result, as [Remote.call] does; this is the same for Kotlin.
 *
 * Cancelling the caller asks the engine to cancel the work, and then waits for what the engine says: a result that is
 * there all the same is returned.
 *
 * ```
 * val receipt = callRemote("order-7", { client.start(it, order) }, { client.cancel(it) })
 * ```
 */
public suspend fun <T> callRemote(
    key: String,
    start: Remote.Start<T>,
    cancel: Remote.Cancel,
    rules: RemoteRules = RemoteRules.DEFAULT,
): T {
    currentCoroutineContext().ensureActive() // nothing is started for a caller that is cancelled
    require(key.isNotBlank()) {
        "Work without a key cannot be asked for again; give the same key each time for the same work"
    }
    return RemoteCall(key, start, cancel, rules).result()
}

/** What a client has told: a value, or a failure and what the failure means. */
private class Answer<T>(val value: T?, val failure: Throwable?, val verdict: Verdict?)

/** One call. A single coroutine uses it. */
private class RemoteCall<T>(
    private val key: String,
    private val start: Remote.Start<T>,
    private val cancel: Remote.Cancel,
    private val rules: RemoteRules,
) {
    /** What the client tells of the work; null before it was asked. It is not cancelled with whoever waits for it. */
    private var told: Deferred<Answer<T>>? = null

    suspend fun result(): T {
        val answer =
            try {
                answer()
            } catch (request: CancellationException) { // of the caller, for what the client tells is never thrown
                withContext(NonCancellable) { answerTo(request) }
            }
        return valueOf(answer)
    }

    /** Asks until the engine answers. */
    private suspend fun answer(): Answer<T> {
        var pause = rules.pause.toKotlinDuration()
        repeat(rules.retries) {
            val answer = started().await()
            if (answer.verdict != Verdict.UNREACHABLE) return answer
            delay(pause)
            pause *= 2
        }
        return started().await()
    }

    private fun started(): Deferred<Answer<T>> = asked { start.start(key) }.also { told = it }

    /** Passes the caller's request on, and waits for what the engine says of the work, but not for ever. */
    private suspend fun answerTo(request: CancellationException): Answer<T> {
        val last = told?.takeIf { it.isCompleted }?.await()
        if (last != null && last.verdict != Verdict.UNREACHABLE) return last // it came first
        val taken = asked { cancel.cancel(key) }
        return withTimeoutOrNull(rules.patience.toKotlinDuration()) {
            val answer = told!!.await()
            // Where the engine has taken the request there is such work, so that starting it only joins it.
            if (answer.verdict == Verdict.UNREACHABLE && taken.await().failure == null) answer() else answer
        } ?: throw unanswered(taken, request)
    }

    private suspend fun unanswered(taken: Deferred<Answer<Any?>>, request: CancellationException): NotKnownException {
        val refusal = if (taken.isCompleted) taken.await().failure else null
        val what = if (refusal == null) "was asked to cancel" else "refused to cancel ($refusal)"
        return NotKnownException(
            key,
            "the engine $what, and the work has not ended within ${rules.patience}",
            refusal ?: request,
        )
    }

    private fun <V> asked(question: () -> CompletionStage<out V>?): Deferred<Answer<V>> {
        val answer = CompletableDeferred<Answer<V>>()
        try {
            val stage = question() ?: throw NullPointerException("The client's call for '$key' gave no CompletionStage")
            stage.whenComplete { value, failure -> answer.complete(answerOf(value, failure)) }
        } catch (e: Throwable) {
            answer.complete(answerOf(null, e))
        }
        return answer
    }

    private fun <V> answerOf(value: V?, failure: Throwable?): Answer<V> {
        val told = if (failure is CompletionException) failure.cause ?: failure else failure
        return Answer(value, told, told?.let(::verdictOf))
    }

    private fun verdictOf(failure: Throwable): Verdict =
        try {
            checkNotNull(rules.verdicts.apply(failure)) { "The rules have no verdict on $failure" }
        } catch (e: Throwable) {
            failure.addSuppressed(e)
            Verdict.NOT_KNOWN
        }

    @Suppress("UNCHECKED_CAST") // the client gives a T, unless it tells of a failure
    private fun valueOf(answer: Answer<T>): T {
        val failure = answer.failure ?: return answer.value as T
        throw when (answer.verdict!!) {
            Verdict.CANCELLED -> CancellationException("The engine has cancelled '$key'").apply { initCause(failure) }
            Verdict.NOT_DONE -> NotDoneException(key, failure)
            Verdict.DONE -> UnreadableResultException(key, failure)
            Verdict.UNREACHABLE -> NotKnownException(key, "the engine cannot be reached ($failure)", failure)
            Verdict.NOT_KNOWN -> NotKnownException(key, "the engine's client told $failure", failure)
        }
    }
}
