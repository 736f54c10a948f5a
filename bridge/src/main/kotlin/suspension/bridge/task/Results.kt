@file:JvmName("Results")

package suspension.bridge.task

import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext

/** Returns what Java sees of a suspend function's value: null for `Unit`, because `Unit` says nothing. */
public fun Any?.orNullIfUnit(): Any? = if (this === Unit) null else this

/**
 * Returns what Java sees of the value of a suspend function that anybody may have written. That is what a `Result`
 * holds, or it throws what the `Result` failed with.
 *
 * Nobody can tell such a function's value otherwise. One that is declared to return `Result<User>` returns the bare
 * user if it does not suspend, and resumes its caller with a `Result` object around the user if it does. A generic
 * function, a lambda, and a `Deferred` give the object both times. Java sees the same each time only if every `Result`
 * is opened, however many are inside each other.
 */
public fun Any?.opened(): Any? {
    var value = this
    while (value is Result<*>) value = value.getOrThrow()
    if (value != null && value.javaClass === BARE_FAILURE) BareResult.pass(value, Thrower)
    return value.orNullIfUnit()
}

/**
 * Whether the value is an object of a value class, `Result` among them. A suspend function of that type must not return
 * such an object: its caller takes the bare value then, unless the function is generic. Every caller takes the object
 * from a resumption.
 */
public fun Any?.isOfValueClass(): Boolean = this != null && javaClass.isAnnotationPresent(JvmInline::class.java)

/** Returns a `Result` object, which is what Kotlin takes from generic code. */
public fun succeeded(value: Any?): Any? = boxed(Result.success(value))

public fun failed(failure: Throwable): Any? = boxed(Result.failure<Any?>(failure))

private fun <R> boxed(result: R): Any? = result

private val BARE_FAILURE: Class<*> =
    BareResult().also { it.resumeWith(Result.failure(Throwable())) }.passed()!!.javaClass

private object Thrower : Continuation<Any?> {
    override val context = EmptyCoroutineContext

    override fun resumeWith(result: Result<Any?>) {
        result.getOrThrow()
    }
}
