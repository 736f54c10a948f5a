@file:JvmName("ActivityFunctions")

package suspension.temporal

import java.util.function.Consumer
import suspension.SuspendCall
import suspension.bridge.task.opened

/**
 * Calls a suspend function, and tells what it has returned before its coroutine can drop that: a coroutine that has
 * been cancelled ends as cancelled, whatever its code returns.
 */
internal suspend fun telling(function: SuspendCall<Any?>, returned: Consumer<Any?>): Any? {
    val value = function.invoke().opened()
    returned.accept(value)
    return value
}
