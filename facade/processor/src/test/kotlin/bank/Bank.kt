package bank

import java.io.IOException
import kotlin.time.Duration
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeout

@JvmInline public value class Cents(public val amount: Long)

@JvmInline public value class Owner(public val name: String)

/** What Java implements. */
public interface Accounts {
    public suspend fun balance(owner: Owner): Cents

    public suspend fun ownerOf(id: Long): Owner

    public suspend fun ownerOrNull(id: Long): Owner?

    public suspend fun centsOrNull(id: Long): Cents?

    public suspend fun noteOrNull(id: Long): String?

    public suspend fun pay(from: Owner, to: Owner, cents: Cents = Cents(1))

    public suspend fun tryBalance(owner: Owner): Result<Cents>

    public suspend fun tryNote(id: Long): Result<String?>

    public suspend fun tryPay(cents: Cents): Result<Unit>

    @Throws(IOException::class) public suspend fun statement(path: String): String

    public suspend fun pause(time: Duration): Duration

    public suspend fun <T> locked(block: suspend () -> T): T
}

public enum class What {
    VALUE,
    NULL,
    FAILURE,
    TIMEOUT,
    CANCELLED,
}

/** Results, from functions that suspend first and from others. */
public interface Answers {
    public suspend fun ofText(what: What, suspends: Boolean): Result<String?>

    public suspend fun orNone(what: What, suspends: Boolean): Result<String>?

    public suspend fun ofUnit(what: What, suspends: Boolean): Result<Unit>

    public suspend fun ofResult(what: What, suspends: Boolean): Result<Result<String?>>

    public suspend fun <T> same(value: T, suspends: Boolean): T

    public fun now(what: What): Result<String?>

    public fun nowOrNone(what: What): Result<String>?
}

/** A function whose type says nothing of results. */
public interface Box<T> {
    public suspend fun content(suspends: Boolean): T
}

public class KotlinAnswers : Answers {
    override suspend fun ofText(what: What, suspends: Boolean): Result<String?> {
        if (suspends) delay(1)
        return result(what) { "text" }
    }

    override suspend fun orNone(what: What, suspends: Boolean): Result<String>? {
        if (suspends) delay(1)
        return if (what == What.NULL) null else result(what) { "text" }.map { it!! }
    }

    override suspend fun ofUnit(what: What, suspends: Boolean): Result<Unit> {
        if (suspends) delay(1)
        return result(what) {}.map {}
    }

    override suspend fun ofResult(what: What, suspends: Boolean): Result<Result<String?>> {
        if (suspends) delay(1)
        return Result.success(result(what) { "text" })
    }

    override suspend fun <T> same(value: T, suspends: Boolean): T {
        if (suspends) delay(1)
        return value
    }

    override fun now(what: What): Result<String?> = unsuspended(what)

    override fun nowOrNone(what: What): Result<String>? =
        if (what == What.NULL) null else unsuspended(what).map { it!! }

    private fun unsuspended(what: What): Result<String?> =
        if (what == What.TIMEOUT) Result.failure(IOException("no time without suspending"))
        else runCatching { given(what) { "text" } }

    private suspend fun <T> result(what: What, value: () -> T): Result<T?> =
        if (what == What.TIMEOUT) runCatching { withTimeout(1) { delay(1000) }.let { null } }
        else runCatching { given(what, value) }

    private fun <T> given(what: What, value: () -> T): T? =
        when (what) {
            What.VALUE -> value()
            What.FAILURE -> throw IOException("failed")
            What.CANCELLED -> throw CancellationException("cancelled")
            else -> null
        }
}

public class BoxOfResult(private val result: Result<String>) : Box<Result<String>> {
    override suspend fun content(suspends: Boolean): Result<String> {
        if (suspends) delay(1)
        return result
    }

    public companion object {
        @JvmStatic public fun success(): Box<*> = BoxOfResult(Result.success("inside"))

        @JvmStatic public fun failure(): Box<*> = BoxOfResult(Result.failure(IllegalStateException("inside")))
    }
}

private class Vault {
    interface Key {
        suspend fun turn(): Int
    }
}
