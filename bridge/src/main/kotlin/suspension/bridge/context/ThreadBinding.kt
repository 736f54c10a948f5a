package suspension.bridge.context

import java.util.function.Consumer
import java.util.function.Supplier
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.ThreadContextElement

/** Copies the value of a variable, around each slice, to a place that belongs to the thread. */
public class ThreadBinding(
    private val variable: Any,
    /** What the place holds where the variable is not set. */
    private val initial: Any?,
    private val place: Supplier<*>,
    private val install: Consumer<Any?>,
) : ThreadContextElement<Any?> {
    override val key: CoroutineContext.Key<*> = object : CoroutineContext.Key<ThreadBinding> {}

    override fun updateThreadContext(context: CoroutineContext): Any? {
        val previous = place.get()
        // The element comes first, because it may not be in force yet.
        val scope = context[VariableElement]?.scope ?: VariableScope.current()
        val value = (scope?.variables() ?: Variables.NONE).get(variable)
        install.accept(if (value === Variables.UNSET) initial else value)
        return previous
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Any?) {
        install.accept(oldState)
    }
}
