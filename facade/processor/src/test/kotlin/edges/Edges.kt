@file:Suppress(
    "EXPOSED_TYPE_PARAMETER_BOUND",
    "EXPOSED_PARAMETER_TYPE",
    "EXPOSED_FUNCTION_RETURN_TYPE",
    "EXPOSED_SUPER_INTERFACE",
)

package edges

import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.delay

// What lies at the edges of the language: types that few write, and what no Java code can name.

@JvmInline
public value class Cents(public val amount: Int) : Comparable<Cents> {
    override fun compareTo(other: Cents): Int = amount.compareTo(other.amount)
}

@JvmInline public value class Tag(public val text: String)

/** Lambdas with more parameters than `Suspend.Body5` has, and than Kotlin's `Function22`. */
public interface Wide {
    public suspend fun six(block: suspend (Int, Int, Int, Int, Int, Cents) -> String): String

    public suspend fun sixUnit(block: suspend (Int, Int, Int, Int, Int, Int) -> Unit)

    public suspend fun sixOrNull(block: (suspend (Int, Int, Int, Int, Int, Int) -> String?)? = null): String?

    public suspend fun makeSix(): suspend (Int, Int, Int, Int, Int, Int) -> Int

    public fun large(
        block:
            (
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
            ) -> String
    ): String

    public suspend fun largeSuspend(
        block:
            suspend (
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
            ) -> String
    ): String

    public fun makeLarge():
        (
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
        ) -> CharSequence

    public fun largeInside(
        blocks:
            List<
                (
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                ) -> String
            >
    ): Int
}

public class KotlinWide : Wide {
    override suspend fun six(block: suspend (Int, Int, Int, Int, Int, Cents) -> String): String =
        block(1, 2, 3, 4, 5, Cents(6))

    override suspend fun sixUnit(block: suspend (Int, Int, Int, Int, Int, Int) -> Unit): Unit = block(1, 2, 3, 4, 5, 6)

    override suspend fun sixOrNull(block: (suspend (Int, Int, Int, Int, Int, Int) -> String?)?): String? =
        block?.invoke(1, 2, 3, 4, 5, 6)

    override suspend fun makeSix(): suspend (Int, Int, Int, Int, Int, Int) -> Int = { a, b, c, d, e, f ->
        delay(1)
        a + b + c + d + e + f
    }

    override fun large(
        block:
            (
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
            ) -> String
    ): String = block(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23)

    override suspend fun largeSuspend(
        block:
            suspend (
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
                Int,
            ) -> String
    ): String = block(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22)

    override fun makeLarge():
        (
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
            Int,
        ) -> CharSequence = { a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w ->
        "${a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s + t + u + v + w}"
    }

    override fun largeInside(
        blocks:
            List<
                (
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                    Int,
                ) -> String
            >
    ): Int = blocks.size
}

internal class Inside

private class Hidden

private class HiddenException : Exception()

private interface HiddenBase {
    fun inherited(times: Int = 2): String = "inherited".repeat(times)

    val inheritedValue: Cents
        get() = Cents(7)
}

/** Functions whose signatures name what is not public. */
public class Exposing : HiddenBase {
    internal fun ofModule(inside: Inside): Int = inside.hashCode()

    public fun inside(inside: Inside?): String = "inside $inside"

    public suspend fun hidden(hidden: Hidden?): String = "hidden $hidden"

    public suspend fun hiddenInside(hidden: List<Hidden>): String = "hidden $hidden"

    public fun makeHidden(): Hidden? = null

    public suspend fun lambda(block: suspend (Hidden?) -> Unit): Unit = block(null)

    public fun <T : Hidden> bounded(value: T?): T? = value

    public fun arrayOfHidden(vararg hidden: Hidden): Int = hidden.size

    @Throws(HiddenException::class) public suspend fun throwing(): String = "thrown"

    public suspend fun shown(): String = "shown"
}

public class BoundedByHidden<T : Hidden>(public val value: T?)

/** Arguments with defaults whose Java types are other than Kotlin's. */
public class Options {
    public suspend fun all(
        wait: Duration = 1.seconds,
        cents: Cents = Cents(1),
        result: Result<String> = Result.success("none"),
        name: () -> String = { "name" },
        block: suspend (Int) -> String = { "$it" },
        tag: Tag = Tag("tag"),
        bits: UInt = 1u,
        maybe: Duration? = null,
        maybeTag: Tag? = null,
        names: List<String> = emptyList(),
        array: IntArray = intArrayOf(),
        text: String = "text",
        vararg more: String = arrayOf("more"),
        last: Int = 3,
    ): String =
        "$wait $cents ${result.getOrThrow()} ${name()} ${block(2)} $tag $bits $maybe $maybeTag" +
            " $names ${array.size} $text ${more.size} $last"
}

@JvmInline public value class Remark(public val text: String?)

/** Defaults of classes that may wrap null. */
public interface WrappedNull {
    public suspend fun all(
        result: Result<String> = Result.success("none"),
        remark: Remark = Remark(null),
        last: Int = 1,
    ): String
}

public class KotlinWrappedNull : WrappedNull {
    override suspend fun all(result: Result<String>, remark: Remark, last: Int): String = "$result $remark $last"
}
