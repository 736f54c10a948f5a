package suspension.temporal

import java.util.concurrent.atomic.AtomicBoolean
import java.util.function.Consumer
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import suspension.bridge.task.opened

/**
 * Stands between an activity's function and its task, and tells what the function has returned: a task that has been
 * asked to end drops it. No suspend function, for that would check for a cancellation before it goes on.
 */
internal class FunctionEnd(private val task: Continuation<Any?>, private val told: Consumer<Any?>) :
    Continuation<Any?> {

    /** Of a function that ends twice only the first end is told; its task says what is wrong. */
    private val ended = AtomicBoolean()

    override val context: CoroutineContext
        get() = task.context

    override fun resumeWith(result: Result<Any?>) {
        end(result)
        task.resumeWith(result)
    }

    /** The function has returned to its caller, with its value or because it has suspended. */
    fun returned(value: Any?) {
        if (value !== COROUTINE_SUSPENDED) end(Result.success(value))
    }

    private fun end(result: Result<Any?>) {
        if (ended.compareAndSet(false, true)) result.mapCatching { it.opened() }.onSuccess(told::accept)
    }
}
