@file:JvmName("RemoteCalls")

package suspension.remote

import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import java.util.concurrent.CompletionStage
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toKotlinDuration
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull

/**
 * Starts work at an engine and returns its result, as [Remote.call] does; this is the same for Kotlin.
 *
 * Cancelling the caller asks the engine to cancel the work, and then waits for what the engine says: a result that is
 * there all the same is returned. Kotlin drops what a cancelled coroutine returns, and so does a `withTimeout` whose
 * limit is past. So put a result that must not be lost away inside of them, before anything suspends:
 * ```
 * withTimeoutOrNull(5.seconds) { receipts += callRemote("order-7", { client.start(it, order) }, { client.cancel(it) }) }
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
    return RemoteCall<T>(
            key,
            work = Question(key, rules) { start.start(key) },
            cancellation = Question(key, rules) { cancel.cancel(key) },
            rules,
        )
        .result()
}

/** One call. A single coroutine uses it. */
private class RemoteCall<T>(
    private val key: String,
    private val work: Question<T>,
    private val cancellation: Question<*>,
    private val rules: RemoteRules,
) {
    suspend fun result(): T {
        var request: CancellationException? = null
        val answer =
            try {
                work.answer()
            } catch (e: CancellationException) { // of the caller, for what the client tells is never thrown
                request = e
                withContext(NonCancellable) { answerTo(e) }
            }
        return valueOf(answer, request)
    }

    /** Passes the caller's request on, and waits for what the engine says of the work, but not for ever. */
    private suspend fun answerTo(request: CancellationException): Answer<T> = coroutineScope {
        if (isAnswered()) return@coroutineScope work.told!!.await() // it came first
        val taken = async(start = CoroutineStart.UNDISPATCHED) { cancellation.answer(retries = Int.MAX_VALUE) }
        val answer =
            withTimeoutOrNull(rules.patience.toKotlinDuration()) {
                val answer = work.told!!.await()
                // Where the engine has taken the request there is such work, so that starting it only joins it.
                if (answer.verdict == Verdict.UNREACHABLE && taken.await().failure == null) work.answer() else answer
            }
        taken.cancel()
        answer ?: if (isAnswered()) work.told!!.await() else throw unanswered(request)
    }

    private suspend fun isAnswered(): Boolean {
        val told = work.told!!
        return told.isCompleted && told.await().verdict != Verdict.UNREACHABLE
    }

    private suspend fun unanswered(request: CancellationException): NotKnownException {
        val answer = cancellation.told?.takeIf { it.isCompleted }?.await()
        val failure = answer?.failure
        val what =
            when {
                answer == null -> "has not answered the request to cancel"
                failure == null -> "was asked to cancel"
                answer.verdict == Verdict.UNREACHABLE -> "could not be reached to cancel ($failure)"
                else -> "refused to cancel ($failure)"
            }
        return NotKnownException.forNow(
            key,
            "the engine $what, and the work has not ended within ${rules.patience}",
            failure ?: request,
        )
    }

    @Suppress("UNCHECKED_CAST") // the client gives a T, unless it tells of a failure
    private fun valueOf(answer: Answer<T>, request: CancellationException?): T {
        val failure = answer.failure ?: return answer.value as T
        throw when (answer.verdict!!) {
            Verdict.CANCELLED ->
                if (request != null) CancellationException("'$key' was cancelled").apply { initCause(failure) }
                else NotDoneException.cancelledByOthers(key, failure)
            Verdict.REFUSED ->
                if (work.askedBefore)
                    NotKnownException.forNow(
                        key,
                        "the engine refuses it ($failure), but could not be reached before, and may have taken it then",
                        failure,
                    )
                else NotDoneException.refused(key, failure)
            Verdict.FAILED -> NotDoneException.failed(key, failure)
            Verdict.DONE -> UnreadableResultException(key, failure)
            Verdict.UNREACHABLE -> NotKnownException.forNow(key, "the engine cannot be reached ($failure)", failure)
            Verdict.NOT_KNOWN -> NotKnownException.forNow(key, "the engine's client told $failure", failure)
            Verdict.UNCERTAIN -> NotKnownException.forGood(key, failure.message ?: "$failure", failure)
        }
    }
}

private val LONGEST_PAUSE = 5.seconds

/** Something that an engine is asked, and asked again while it cannot be reached. */
private class Question<T>(
    private val key: String,
    private val rules: RemoteRules,
    private val ask: () -> CompletionStage<out T>?,
) {
    /** What the client tells; null before it was asked. It is not cancelled with whoever waits for it. */
    var told: Deferred<Answer<T>>? = null
        private set

    /** Whether it was asked before, in vain: that question may have arrived all the same. */
    var askedBefore = false
        private set

    suspend fun answer(retries: Int = rules.retries): Answer<T> {
        var pause = rules.pause.toKotlinDuration().coerceAtLeast(1.milliseconds) // so that others get their turn
        repeat(retries) {
            val answer = asked().await()
            if (answer.verdict != Verdict.UNREACHABLE) return answer
            delay(pause)
            pause = maxOf(pause, minOf(pause * 2, LONGEST_PAUSE))
        }
        return asked().await()
    }

    private fun asked(): Deferred<Answer<T>> {
        val answer = CompletableDeferred<Answer<T>>()
        askedBefore = told != null
        told = answer
        try {
            val stage = ask() ?: throw NullPointerException("The client's call for '$key' gave no CompletionStage")
            stage.whenComplete { value, failure -> answer.complete(answerOf(value, failure)) }
        } catch (e: Throwable) {
            answer.complete(answerOf(null, e))
        }
        return answer
    }

    private fun answerOf(value: T?, failure: Throwable?): Answer<T> {
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
}

/** What a client has told: a value, or a failure and what the failure means. */
private class Answer<T>(val value: T?, val failure: Throwable?, val verdict: Verdict?)
