package suspension.bridge.internal

import java.util.concurrent.Callable

/**
 * The code of a body that implements a suspend function, and the value that it returned. That value counts for the
 * caller although the caller's job has been cancelled meanwhile, as the value of any suspend function would.
 */
internal class ImplementedBody<T>(private val code: Callable<out T>) : Callable<T> {

    /** Written by the body, read when its task is done. */
    private var returned: Result<T>? = null

    override fun call(): T = Implementing.checked(code.call()).also { returned = Result.success(it) }

    /** How the suspend function ends, once its task is done. */
    fun resultOf(task: BridgeTask<T>): Result<T> = returned ?: Result.failure(task.failure()!!)
}
