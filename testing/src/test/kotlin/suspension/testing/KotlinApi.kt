package suspension.testing

import kotlin.time.Duration.Companion.hours
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.slf4j.Logger
import suspension.ContextVar

/** What somebody else has written in Kotlin. */
object KotlinApi {
    @JvmStatic suspend fun sleepADay(): String = "slept".also { delay(24.hours) }

    @JvmStatic suspend fun giveUpAfterAnHour(): String? = withTimeoutOrNull(1.hours) { sleepADay() }

    /** What it sees before and after it suspends, on another dispatcher, and in a child. */
    @JvmStatic
    suspend fun look(variable: ContextVar<String>): List<String> {
        val seen = mutableListOf(variable.get())
        delay(1)
        seen += variable.get()
        withContext(Dispatchers.IO) { seen += variable.get() }
        coroutineScope { launch { seen += variable.get() } }
        return seen
    }

    @JvmStatic
    suspend fun set(variable: ContextVar<String>, value: String) {
        delay(1)
        variable.set(value)
    }

    @JvmStatic
    suspend fun log(logger: Logger) {
        logger.info("at first")
        delay(1)
        logger.info("later")
        withContext(Dispatchers.IO) { logger.info("on another dispatcher") }
    }
}

/** A counter that forgets that others may count while it thinks. */
class KotlinCounter {
    var value: Int = 0
        private set

    private val started = CompletableDeferred<Unit>()

    suspend fun countFirst() {
        count()
        started.complete(Unit)
    }

    suspend fun countSecond() {
        started.await()
        count()
    }

    suspend fun countLate() {
        repeat(4) { yield() }
        count()
    }

    private suspend fun count() {
        val before = value
        yield()
        value = before + 1
    }
}
