package suspension.bridge.context

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.ThreadContextElement

/**
 * The elements of a body's context that install themselves on a thread. They are installed around each slice, as
 * kotlinx does for Kotlin's slices. [VariableElement] is left out, because whoever runs a slice knows whose it is. Only
 * the body's thread uses this.
 *
 * Elements are the user's code and may throw. Invariant: [install] leaves either all elements installed or none, and
 * [restore] leaves none. Both throw the first failure when they are done.
 */
public class SliceContext
private constructor(private val context: CoroutineContext, private val elements: List<ThreadContextElement<Any?>>) {
    private val previous = arrayOfNulls<Any?>(elements.size)
    private val hasCopied = elements.any { it is CopiedElement }

    /** How many elements, from the first on, are installed now. */
    private var installed = 0

    public fun install() {
        try {
            while (installed < elements.size) {
                previous[installed] = elements[installed].updateThreadContext(context)
                installed++
            }
        } catch (e: Throwable) {
            restoreAfter(e)?.let { throw it }
        }
    }

    /**
     * Tells the elements that what the body has left on the thread is now what the task has: the body is about to
     * suspend, or to call code that may go on on other threads.
     */
    public fun handOver() {
        if (hasCopied) elements.forEach { (it as? CopiedElement)?.handOver() }
    }

    /** Restores the elements in the opposite order, so that each meets what it left. */
    public fun restore() {
        restoreAfter(null)?.let { throw it }
    }

    /** Restores what is installed. Returns the first failure, with the later ones suppressed in it. */
    private fun restoreAfter(earlier: Throwable?): Throwable? {
        var failure = earlier
        while (installed > 0) {
            installed--
            val state = previous[installed]
            previous[installed] = null
            try {
                elements[installed].restoreThreadContext(context, state)
            } catch (e: Throwable) {
                failure = failure?.also { if (it !== e) it.addSuppressed(e) } ?: e
            }
        }
        return failure
    }

    public companion object {
        /** Returns the elements of a context, or null if there is nothing to install. */
        @JvmStatic
        public fun of(context: CoroutineContext): SliceContext? {
            val elements = context.fold(null, COLLECT) ?: return null
            return SliceContext(context, elements)
        }

        /** Runs a call under the context's elements, on a thread that otherwise has nothing to do with the context. */
        @JvmStatic
        public fun run(context: CoroutineContext, call: Runnable) {
            val slice = of(context) ?: return call.run()
            slice.install()
            try {
                call.run()
            } finally {
                slice.restore()
            }
        }

        /** One object for all bodies, because each of them looks through its context. */
        private val COLLECT:
            (MutableList<ThreadContextElement<Any?>>?, CoroutineContext.Element) -> MutableList<
                    ThreadContextElement<Any?>
                >? =
            { found, element ->
                @Suppress("UNCHECKED_CAST")
                if (element is ThreadContextElement<*> && element !is VariableElement)
                    (found ?: ArrayList(2)).apply { add(element as ThreadContextElement<Any?>) }
                else found
            }
    }
}
