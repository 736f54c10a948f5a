package suspension.bridge.internal

import java.util.function.Consumer
import java.util.function.Supplier
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.ThreadContextElement

/** Puts the variables of a task in force around each slice of the Kotlin code that it calls, or is. */
internal class VariableElement(val scope: VariableScope) : ThreadContextElement<VariableScope?> {
    override val key: CoroutineContext.Key<*>
        get() = Key

    override fun updateThreadContext(context: CoroutineContext): VariableScope? = VariableScope.enter(scope)

    override fun restoreThreadContext(context: CoroutineContext, oldState: VariableScope?) {
        VariableScope.enter(oldState)
    }

    companion object Key : CoroutineContext.Key<VariableElement> {
        /** Nothing, as long as there are no variables. */
        fun of(scope: VariableScope): CoroutineContext =
            if (Variables.inUse()) VariableElement(scope) else EmptyCoroutineContext

        /** For a body, which needs none unless it would inherit that of the Kotlin code around it. */
        fun instead(inherited: CoroutineContext, scope: VariableScope): CoroutineContext =
            if (inherited[Key] != null) VariableElement(scope) else EmptyCoroutineContext
    }
}

/** Copies the value of a variable to a place that belongs to the thread, around each slice. */
public class ThreadBinding(
    private val variable: Any,
    private val place: Supplier<*>,
    private val install: Consumer<Any?>,
) : ThreadContextElement<Any?> {
    override val key: CoroutineContext.Key<*> = object : CoroutineContext.Key<ThreadBinding> {}

    override fun updateThreadContext(context: CoroutineContext): Any? {
        val previous = place.get()
        // The element comes first: it may not be in force yet.
        val scope = context[VariableElement]?.scope ?: VariableScope.current()
        val value = (scope?.variables() ?: Variables.NONE).get(variable)
        install.accept(if (value === Variables.UNSET) null else value)
        return previous
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Any?) {
        install.accept(oldState)
    }
}
