package suspension.bridge.context

import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.ThreadContextElement

/** Puts the variables of a task in force around each slice of the Kotlin code that the task calls, or is. */
public interface VariableElement : ThreadContextElement<VariableScope?> {
    public val scope: VariableScope

    override val key: CoroutineContext.Key<*>
        get() = Key

    override fun updateThreadContext(context: CoroutineContext): VariableScope? = VariableScope.enter(scope)

    override fun restoreThreadContext(context: CoroutineContext, oldState: VariableScope?) {
        VariableScope.enter(oldState)
    }

    public companion object Key : CoroutineContext.Key<VariableElement> {
        /** An element for a scope that is none itself. */
        public fun of(scope: VariableScope): VariableElement = ScopeElement(scope)
    }
}

private class ScopeElement(override val scope: VariableScope) : VariableElement
