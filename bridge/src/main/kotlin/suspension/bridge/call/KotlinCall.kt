package suspension.bridge.call

import kotlin.coroutines.Continuation

/** A call of a suspend function, as Java makes it. It returns a value, or the suspended marker. */
public fun interface KotlinCall<T> {
    @JvmSuppressWildcards @Throws(Exception::class) public fun invoke(continuation: Continuation<T>): Any?
}
