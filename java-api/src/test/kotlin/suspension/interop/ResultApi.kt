package suspension.interop

import java.io.IOException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.delay

/** Kotlin's functions of `Result`, each with and without a suspension. */
object ResultApi {

    val FAILURE: Exception = IOException("no such user")

    private suspend fun <T> given(suspends: Boolean, value: T): T {
        if (suspends) delay(1)
        return value
    }

    interface Finder<T> {
        suspend fun find(suspends: Boolean): T
    }

    /** A generic interface, whose function javac can name although it gives a `Result` here. */
    object Generic : Finder<Result<String>> {
        override suspend fun find(suspends: Boolean): Result<String> = tryFind(suspends)
    }

    @JvmStatic val LAMBDA: suspend (Boolean) -> Result<String> = { tryFind(it) }

    @JvmStatic
    @JvmName("tryFind")
    suspend fun tryFind(suspends: Boolean): Result<String> {
        if (suspends) delay(1)
        return Result.success("Asha")
    }

    @JvmStatic
    @JvmName("tryFail")
    suspend fun tryFail(suspends: Boolean): Result<String> {
        if (suspends) delay(1)
        return Result.failure(FAILURE)
    }

    @JvmStatic
    @JvmName("tryNothing")
    suspend fun tryNothing(suspends: Boolean): Result<Unit> {
        if (suspends) delay(1)
        return Result.success(Unit)
    }

    @JvmStatic
    @JvmName("tryNull")
    suspend fun tryNull(suspends: Boolean): Result<String?> {
        if (suspends) delay(1)
        return Result.success(null)
    }

    @JvmStatic
    @JvmName("nested")
    suspend fun nested(suspends: Boolean): Result<Result<String>> {
        if (suspends) delay(1)
        return Result.success(Result.success("Asha"))
    }

    @JvmStatic
    @JvmName("nestedFailure")
    suspend fun nestedFailure(suspends: Boolean): Result<Result<String>> {
        if (suspends) delay(1)
        return Result.success(Result.failure(FAILURE))
    }

    @JvmStatic
    @JvmName("nullable")
    suspend fun nullable(suspends: Boolean): Result<String>? {
        if (suspends) delay(1)
        return Result.success("Asha")
    }

    @JvmStatic
    @JvmName("cancelled")
    suspend fun cancelled(suspends: Boolean): Result<String> {
        if (suspends) delay(1)
        return Result.failure(kotlinx.coroutines.CancellationException("in the result"))
    }

    @JvmStatic
    @JvmName("open")
    suspend fun open(suspends: Boolean): Result<CharSequence> {
        if (suspends) delay(1)
        return Result.success("Asha")
    }

    @JvmStatic
    @JvmName("throwing")
    suspend fun throwing(suspends: Boolean): Result<String> {
        if (suspends) delay(1)
        throw FAILURE
    }

    @JvmStatic suspend fun <T> same(value: T, suspends: Boolean): T = given(suspends, value)

    @JvmStatic suspend fun generic(suspends: Boolean): Any? = same(Result.success("Asha"), suspends)

    @JvmStatic fun deferred(): Deferred<Result<String>> = CompletableDeferred(Result.success("Asha"))

    /** Takes Java's lambdas that give a `Result`. */
    @JvmStatic
    suspend fun describe(block: suspend (Long) -> Result<String>): String =
        block(1).fold({ "found $it" }, { "failed with $it" })

    @JvmStatic
    suspend fun describe(finder: Finder<Result<String>>): String =
        finder.find(true).fold({ "found $it" }, { "failed with $it" })
}
