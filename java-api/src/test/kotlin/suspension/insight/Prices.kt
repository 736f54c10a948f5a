package suspension.insight

import kotlin.coroutines.suspendCoroutine
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.withTimeout

/** Kotlin functions that do not come back. */
object Prices {

    /** Suspends for ever, two functions further in. */
    suspend fun of(article: String): String {
        val price = fetch(article)
        return "price: $price"
    }

    private suspend fun fetch(article: String): String {
        awaitCancellation()
    }

    /** Suspends for ever in scopes, each with a job of its own. */
    suspend fun inScopes(article: String): String {
        val price = withTimeout(100_000_000) { coroutineScope { of(article) } }
        return "$price!"
    }

    /** Waits for what it has launched. */
    suspend fun launching(): String {
        coroutineScope { launch { awaitCancellation() } }
        return "never"
    }

    /** Waits for a mutex. */
    suspend fun locking(mutex: Mutex): String {
        mutex.lock()
        return "locked"
    }

    /** Suspends for ever so that it cannot be cancelled, and nobody can see it. */
    suspend fun hidden(resume: (() -> Unit) -> Unit): String {
        suspendCoroutine { resume { it.resumeWith(Result.success(Unit)) } }
        return "shown"
    }

    /** Calls the code, within a function that suspends. */
    suspend fun calling(code: suspend () -> String): String {
        val value = code()
        return "called: $value"
    }
}
