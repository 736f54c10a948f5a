@file:JvmName("AfterADelay")

package suspension

import kotlinx.coroutines.delay

/** A suspend function that suspends first. */
internal suspend fun call(code: () -> String): String {
    delay(1)
    return code()
}
