package suspension.guide

import java.io.IOException
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withTimeout

data class Tea(val name: String, val cents: Int)

/** A Kotlin API, as a library offers it, without a thought of Java. */
// tag::api[]
interface TeaHouse {
    suspend fun find(name: String): Tea

    @Throws(IOException::class) suspend fun recipe(name: String): String

    suspend fun priceOfTheDay(): Int

    fun menu(): Flow<Tea>
}

// end::api[]

class SmallTeaHouse : TeaHouse {

    private val teas = listOf(Tea("Masala", 300), Tea("Green", 250), Tea("Ginger", 280))

    override suspend fun find(name: String): Tea {
        delay(100.milliseconds)
        return teas.firstOrNull { it.name == name } ?: throw NoSuchElementException("no tea called $name")
    }

    override suspend fun recipe(name: String): String {
        delay(100.milliseconds)
        throw IOException("$name.txt is missing")
    }

    override suspend fun priceOfTheDay(): Int =
        withTimeout(1.seconds) {
            delay(10.seconds)
            300
        }

    // tag::menu[]
    override fun menu(): Flow<Tea> = flow {
        try {
            for (tea in teas) {
                delay(100.milliseconds)
                emit(tea)
            }
        } finally {
            println("The menu is closed")
        }
    }
    // end::menu[]
}
