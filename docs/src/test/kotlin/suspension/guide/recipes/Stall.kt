package suspension.guide.recipes

import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf

/** The Kotlin API that both sides of the recipes call. */
// tag::stall[]
class Stall {
    suspend fun price(name: String): Int {
        delay(2.milliseconds)
        return name.length
    }

    fun prices(): Flow<Int> = flowOf(4, 5, 6)
}
// end::stall[]
