package suspension.testing

import kotlin.time.Duration.Companion.hours
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
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
