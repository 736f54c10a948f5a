package suspension.bridge.internal

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.ThreadContextElement

/**
 * The elements of a body's context that install themselves on a thread, installed around each slice as kotlinx does for
 * Kotlin's. Only the body's thread uses it.
 */
internal class SliceContext
private constructor(private val context: CoroutineContext, private val elements: List<ThreadContextElement<Any?>>) {
    private val previous = arrayOfNulls<Any?>(elements.size)

    fun install() {
        for (i in elements.indices) previous[i] = elements[i].updateThreadContext(context)
    }

    /** In the opposite order, so that each meets what it left. */
    fun restore() {
        for (i in elements.indices.reversed()) {
            elements[i].restoreThreadContext(context, previous[i])
            previous[i] = null
        }
    }

    companion object {
        /** Null if there is nothing to install. */
        @JvmStatic
        fun of(context: CoroutineContext): SliceContext? {
            val elements = context.fold(null, COLLECT) ?: return null
            return SliceContext(context, elements)
        }

        /** Runs a call on a thread that has nothing to do with the context otherwise. */
        @JvmStatic
        fun run(context: CoroutineContext, call: Runnable) {
            val slice = of(context)
            slice?.install()
            try {
                call.run()
            } finally {
                slice?.restore()
            }
        }

        /** One object for all bodies, for each of them looks through its context. */
        private val COLLECT:
            (MutableList<ThreadContextElement<Any?>>?, CoroutineContext.Element) -> MutableList<
                    ThreadContextElement<Any?>
                >? =
            { found, element ->
                @Suppress("UNCHECKED_CAST")
                if (element is ThreadContextElement<*>)
                    (found ?: ArrayList(2)).apply { add(element as ThreadContextElement<Any?>) }
                else found
            }
    }
}
