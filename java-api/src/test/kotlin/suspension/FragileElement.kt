package suspension

import java.util.concurrent.atomic.AtomicReference
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.ThreadContextElement

/** Installs itself on threads, but for when it has been told to fail. */
class FragileElement : ThreadContextElement<Int> {

    private class Trap(val failure: Throwable, val spared: Thread?)

    private val depth: ThreadLocal<Int> = ThreadLocal.withInitial { 0 }
    private val install = AtomicReference<Trap?>()
    private val restore = AtomicReference<Throwable?>()

    override val key: CoroutineContext.Key<FragileElement> = object : CoroutineContext.Key<FragileElement> {}

    fun failNextInstall(failure: Throwable) {
        install.set(Trap(failure, null))
    }

    /** The next install on any thread but the calling one fails. */
    fun failNextInstallElsewhere(failure: Throwable) {
        install.set(Trap(failure, Thread.currentThread()))
    }

    /** The next restore throws, after it has done its work. */
    fun failNextRestore(failure: Throwable) {
        restore.set(failure)
    }

    /** Whether it is in force on the calling thread. */
    fun isInstalled(): Boolean = depth.get() > 0

    override fun updateThreadContext(context: CoroutineContext): Int {
        val trap = install.get()
        if (trap != null && trap.spared !== Thread.currentThread() && install.compareAndSet(trap, null)) {
            throw trap.failure
        }
        return depth.get().also { depth.set(it + 1) }
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Int) {
        depth.set(oldState)
        restore.getAndSet(null)?.let { throw it }
    }
}
