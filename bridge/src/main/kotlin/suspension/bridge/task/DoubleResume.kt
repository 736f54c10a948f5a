package suspension.bridge.task

import java.lang.StackWalker.StackFrame

/** What the user is told when the continuation of a suspend function is resumed a second time. */
public object DoubleResume {

    /**
     * @param who whose call it is
     * @param call the class of the lambda that calls the function
     */
    @JvmStatic
    public fun message(who: String, call: Class<*>, result: Result<*>): String {
        val caller = call.name.substringBefore("\$\$")
        val function = StackWalker.getInstance().walk { frames -> calledFrom(caller, frames.toList()) }
        val which = if (function == null) "A suspend function" else "The suspend function $function"
        return "$which, which $caller calls for $who, has been resumed before, and now again with $result. It must resume" +
            " its caller once: is there a proxy around it that does so too, such as a framework's for transactions?"
    }

    /** Returns the method that code of the caller's has called, if that call is still under way. */
    private fun calledFrom(caller: String, frames: List<StackFrame>): String? {
        val index = frames.indexOfFirst { it.className.substringBefore("\$\$") == caller }
        return frames.getOrNull(index - 1)?.let { "${it.className}.${it.methodName}" }
    }
}
