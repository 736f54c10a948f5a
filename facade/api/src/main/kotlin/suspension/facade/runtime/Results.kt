package suspension.facade.runtime

import java.util.concurrent.CancellationException
import kotlinx.coroutines.TimeoutCancellationException
import suspension.Outcome

/** Kotlin's [Result] and Java's [Outcome]. */
public object Results {

    private val VALUE_CLASS: ValueClass<Result<*>> = ValueClass.ofLibrary(Result::class.java)

    /** As [toJava], for a result that comes with no type, boxed or bare. */
    @JvmStatic
    @Suppress("UNCHECKED_CAST")
    public fun <T> fromRaw(result: Any?): Outcome<T> = toJava(VALUE_CLASS.box(result) as Result<T>)

    /** As [fromRaw], where null stands for no result. */
    @JvmStatic public fun <T> fromRawOrNull(result: Any?): Outcome<T>? = if (result == null) null else fromRaw(result)

    /** As [unitToJava], for a result that comes with no type. */
    @JvmStatic public fun unitFromRaw(result: Any?): Outcome<Void?> = unitToJava(VALUE_CLASS.box(result) as Result<*>)

    /** As [unitFromRaw], where null stands for no result. */
    @JvmStatic
    public fun unitFromRawOrNull(result: Any?): Outcome<Void?>? = if (result == null) null else unitFromRaw(result)

    /** Returns the outcome that a result is. */
    @JvmStatic
    @JvmName("toJava")
    public fun <T> toJava(result: Result<T>?): Outcome<T> = result!!.fold({ Outcome.Success(it) }, ::failure)

    /** As [toJava], for the result of a function of `Unit`, which is null in Java. */
    @JvmStatic
    @JvmName("unitToJava")
    public fun unitToJava(result: Result<*>?): Outcome<Void?> = result!!.fold({ Outcome.Success(null) }, ::failure)

    /** As [unitToJava], for a result that may be null. */
    @JvmStatic
    @JvmName("unitToJavaOrNull")
    public fun unitToJavaOrNull(result: Result<*>?): Outcome<Void?>? = if (result == null) null else unitToJava(result)

    /** As [toJava], for a result that may be null. */
    @JvmStatic
    @JvmName("toJavaOrNull")
    public fun <T> toJavaOrNull(result: Result<T>?): Outcome<T>? = if (result == null) null else toJava(result)

    private fun <T> failure(exception: Throwable): Outcome<T> =
        if (exception is CancellationException && exception !is TimeoutCancellationException)
            Outcome.Cancelled(exception)
        else Outcome.Failure(exception)

    /** Returns the result that an outcome is. */
    @JvmStatic
    @JvmName("toKotlin")
    public fun <T> toKotlin(outcome: Outcome<T>): Result<T>? =
        when (outcome) {
            is Outcome.Success -> Result.success(outcome.value)
            is Outcome.Failure -> Result.failure(outcome.exception)
            is Outcome.Cancelled -> Result.failure(outcome.exception)
        }

    /** As [toKotlin], for an outcome that may be null. */
    @JvmStatic
    @JvmName("toKotlinOrNull")
    public fun <T> toKotlinOrNull(outcome: Outcome<T>?): Result<T>? = if (outcome == null) null else toKotlin(outcome)

    /** Returns the result of a function of `Unit` that an outcome without a value is. */
    @JvmStatic
    @JvmName("toKotlinUnit")
    public fun toKotlinUnit(outcome: Outcome<*>): Result<Unit>? = toKotlin(outcome)?.map {}

    /** As [toKotlinUnit], for an outcome that may be null. */
    @JvmStatic
    @JvmName("toKotlinUnitOrNull")
    public fun toKotlinUnitOrNull(outcome: Outcome<*>?): Result<Unit>? =
        if (outcome == null) null else toKotlinUnit(outcome)
}
