package suspension.bridge.task

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlinx.coroutines.ensureActive
import suspension.bridge.context.SliceContext
import suspension.bridge.context.VariableElement
import suspension.bridge.context.VariableScope

/**
 * A task whose code is a Kotlin suspend function. It is cancelled Kotlin's way, through its job. It is itself the
 * continuation that the function is given, and the element that puts its variables in force.
 */
public abstract class SuspendTask<T>(
    host: TaskHost,
    /** The context whose supervised child this task is; null for the host's [TaskHost.lentContext]. */
    lent: CoroutineContext?,
    name: String?,
) : BridgeTask<T>(host, lent, name), Continuation<T>, VariableElement {

    /** 1 once the function has given its result, 0 before. Changed through [RESUMED]. */
    @Volatile private var resumed = 0

    override val context: CoroutineContext
        get() = coroutine().context

    override val scope: VariableScope
        get() = this

    override fun begin() {
        host().startCall(this)
    }

    /** Calls the function, and drops what the call needed, because that may be much, and there may be many tasks. */
    @JvmSuppressWildcards @Throws(Exception::class) protected abstract fun call(continuation: Continuation<T>): Any?

    /** Returns the class of the lambda that calls the function, for messages. */
    protected abstract fun callClass(): Class<*>

    /** Runs the function on the calling thread until it suspends, with what its context installs on threads. */
    override fun run() {
        val outer = VariableScope.enter(this)
        try {
            runInContext()
        } finally {
            VariableScope.enter(outer)
        }
    }

    private fun runInContext() {
        val slice = sliceContext() ?: return callFunction()
        try {
            slice.install()
        } catch (e: Throwable) {
            return complete(e)
        }
        try {
            callFunction()
        } finally {
            slice.restore()
        }
    }

    /**
     * All tasks that have nothing in their context but what the host has install the same, which is nearly always
     * nothing.
     */
    private fun sliceContext(): SliceContext? {
        val hasOwnElements = lentContext() != null || inherited() != null
        if (!hasOwnElements && host().installsNothing) return null
        val slice = SliceContext.of(context)
        if (!hasOwnElements && slice == null) host().installsNothing = true
        return slice
    }

    private fun callFunction() {
        val value =
            try {
                if (!deferred().isActive) context.ensureActive()
                recordStart()
                call(this)
            } catch (e: Throwable) {
                claim(Result.failure<T>(e))
                return complete(e)
            }
        if (value !== COROUTINE_SUSPENDED) {
            claim(Result.success(value))
            completeWith(value)
        }
    }

    /** Ends a function that had suspended. Wherever the function has ended, the task is completed where it belongs. */
    override fun resumeWith(result: Result<T>) {
        claim(result)
        host().continueHere { result.fold(::completeWith, ::complete) }
    }

    private fun claim(result: Result<*>) {
        check(RESUMED.compareAndSet(this, 0, 1)) { DoubleResume.message("task '${name()}'", callClass(), result) }
    }

    private fun completeWith(value: Any?) {
        try {
            @Suppress("UNCHECKED_CAST") setValue(value.opened() as T)
        } catch (e: Throwable) {
            return complete(e)
        }
        complete(null)
    }

    private fun complete(failure: Throwable?) {
        val unmet = cancellation.end()
        end(failure ?: unmet?.toException()) // Kotlin's rule: a cancelled function loses its value
    }

    override fun passOn(request: CancelRequest): Boolean {
        cancelCoroutine(request)
        return false
    }

    override fun waitsFor(): String? = null

    private companion object {
        private val RESUMED = AtomicIntegerFieldUpdater.newUpdater(SuspendTask::class.java, "resumed")
    }
}
