package suspension.bridge.call

import java.util.concurrent.Callable
import suspension.bridge.task.BridgeTask

/**
 * The code of a body that implements a suspend function, and the value that the code returned. The caller gets that
 * value even if its job has been cancelled meanwhile, as it would from any suspend function.
 */
internal class ImplementedBody<T>(private val code: Callable<out T>) : Callable<T> {

    /** Written by the body, read when its task is done. */
    private var returned: Result<T>? = null

    override fun call(): T = Implementation.checked(code.call()).also { returned = Result.success(it) }

    /** Returns how the suspend function ends. Called once the task is done. */
    fun resultOf(task: BridgeTask<T>): Result<T> = returned ?: Result.failure(task.failure()!!)
}
