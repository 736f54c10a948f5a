package suspension.facade.runtime

import java.util.function.Function
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext

/** Gives a suspend function's value on in the form that Java sees. */
internal class ConvertingContinuation<T>(
    private val outer: Continuation<T>,
    private val toJava: Function<Any?, T>,
) : Continuation<Any?> {

    override val context: CoroutineContext
        get() = outer.context

    override fun resumeWith(result: Result<Any?>) {
        outer.resumeWith(result.mapCatching(toJava::apply))
    }
}
