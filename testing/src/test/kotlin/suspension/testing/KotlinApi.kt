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

@JvmInline value class Email(val text: String)

/** An API that a test mocks. */
interface MockedApi<V> {
    suspend fun find(id: Long): String

    suspend fun count(): Int

    suspend fun delete(id: Long)

    suspend fun load(path: String, strict: Boolean): List<String>

    suspend fun value(): V

    fun plain(text: String): String
}

/** A final class, with a function of a value class that Java can name. */
class Mailbox {
    @JvmName("first") suspend fun first(): Email = Email("real")

    @JvmName("tryFirst") suspend fun tryFirst(): Result<String> = Result.success("real")
}

/** Kotlin's callers of what is mocked. */
object MockedApiCallers {
    @JvmStatic suspend fun describe(api: MockedApi<*>, id: Long): String = "user " + api.find(id)

    @JvmStatic suspend fun first(mailbox: Mailbox): String = mailbox.first().text

    @JvmStatic
    suspend fun tryFirst(mailbox: Mailbox): String = mailbox.tryFirst().fold({ "found $it" }, { "failed $it" })

    @JvmStatic suspend fun email(api: MockedApi<Email>): String = api.value().text

    @JvmStatic suspend fun delete(api: MockedApi<*>): String = api.delete(1).toString()
}
