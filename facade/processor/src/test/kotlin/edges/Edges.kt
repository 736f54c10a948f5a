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

public interface Source<T> {
    public suspend fun next(): T

    public suspend fun nextOrNull(): T?

    public suspend fun send(value: T): T

    public fun peek(): T

    public fun peekOrNull(): T?

    public fun put(value: T): T

    public val head: T

    public suspend fun withTag(tag: Tag): T

    public fun withTagNow(tag: Tag): T
}

/** Overrides what is generic with value classes. */
public interface CentsSource : Source<Cents> {
    override suspend fun next(): Cents

    override suspend fun nextOrNull(): Cents?

    override suspend fun send(value: Cents): Cents

    override fun peek(): Cents

    override fun peekOrNull(): Cents?

    override fun put(value: Cents): Cents

    override val head: Cents

    override suspend fun withTag(tag: Tag): Cents

    override fun withTagNow(tag: Tag): Cents
}

/** Inherits them. */
public interface InheritedCents : Source<Cents>

public interface TagSource : Source<Tag> {
    override suspend fun next(): Tag

    override suspend fun nextOrNull(): Tag?

    override suspend fun send(value: Tag): Tag

    override fun peek(): Tag

    override fun peekOrNull(): Tag?

    override fun put(value: Tag): Tag

    override val head: Tag
}

public interface ResultSource : Source<Result<String>> {
    override suspend fun next(): Result<String>

    override suspend fun send(value: Result<String>): Result<String>

    override fun peek(): Result<String>

    override fun put(value: Result<String>): Result<String>
}

public interface DurationSource : Source<Duration> {
    override suspend fun next(): Duration

    override suspend fun send(value: Duration): Duration

    override fun peek(): Duration

    override fun put(value: Duration): Duration
}

public interface BitsSource : Source<UInt> {
    override suspend fun next(): UInt

    override suspend fun send(value: UInt): UInt

    override fun peek(): UInt

    override fun put(value: UInt): UInt
}

public interface UnitSource : Source<Unit> {
    override suspend fun next()
}

public interface ArraySource {
    public suspend fun bits(): UIntArray

    public fun bitsNow(): UIntArray
}

/** Overrides results of wider types with value classes. */
public interface Wider {
    public fun any(): Any

    public suspend fun anyLater(): Any?

    public fun comparable(): Comparable<*>
}

public interface CentsOfWider : Wider {
    override fun any(): Cents

    override suspend fun anyLater(): Cents

    override fun comparable(): Cents
}

public suspend fun <T> viaSource(source: Source<T>): String {
    val next: T = source.next()
    return listOf(
            next,
            source.nextOrNull(),
            source.send(next),
            source.peek(),
            source.peekOrNull(),
            source.put(next),
            source.head,
            source.withTag(Tag("a")),
            source.withTagNow(Tag("b")),
        )
        .joinToString(" ")
}

public suspend fun viaCents(source: CentsSource): String {
    val next = source.next()
    val sum = next.amount + source.send(next).amount + source.peek().amount + source.put(next).amount
    val more = source.head.amount + source.withTag(Tag("a")).amount + source.withTagNow(Tag("b")).amount
    return "$sum $more ${source.nextOrNull()} ${source.peekOrNull()}"
}

public suspend fun viaInherited(source: InheritedCents): String {
    val next = source.next()
    val sum = next.amount + source.send(next).amount + source.peek().amount + source.put(next).amount
    val more = source.head.amount + source.withTag(Tag("a")).amount + source.withTagNow(Tag("b")).amount
    return "$sum $more ${source.nextOrNull()} ${source.peekOrNull()}"
}

public suspend fun viaTags(source: TagSource): String {
    val next = source.next()
    return next.text +
        source.send(next).text +
        source.peek().text +
        source.put(next).text +
        source.head.text +
        source.nextOrNull()?.text +
        source.peekOrNull()?.text
}

public suspend fun viaResults(source: ResultSource): String {
    val next = source.next()
    return next.getOrThrow() +
        source.send(next).getOrThrow() +
        source.peek().getOrThrow() +
        source.put(next).getOrThrow()
}

public suspend fun viaDurations(source: DurationSource): String {
    val next = source.next()
    return "${next + source.send(next) + source.peek() + source.put(next)}"
}

public suspend fun viaBits(source: BitsSource): String {
    val next = source.next()
    return "${next + source.send(next) + source.peek() + source.put(next)}"
}

public suspend fun viaUnit(source: UnitSource): String {
    val generic: Source<Unit> = source
    val later: Any = generic.next()
    val now: Any = generic.peek()
    source.next()
    source.peek()
    return "$later $now"
}

public suspend fun viaArrays(source: ArraySource): String = "${source.bits()} ${source.bitsNow()}"

public suspend fun viaWider(source: CentsOfWider): String {
    val wider: Wider = source
    val bare = source.any().amount + source.anyLater().amount + source.comparable().amount
    return "$bare ${wider.any()} ${wider.anyLater()} ${wider.comparable()}"
}

public interface Registry<I> {
    public suspend fun find(id: I): I

    public suspend fun findOrNull(id: I?): I?

    public fun now(id: I): I

    public fun nowOrNull(id: I?): I?

    public fun mapped(id: I, change: (I) -> I): I

    public suspend fun shown(id: I, more: I? = null, last: Int = 1): String

    public var held: I
}

/** Knows nothing of what it is a registry of. */
public abstract class BaseRegistry<I>(override var held: I) : Registry<I> {
    override suspend fun find(id: I): I = id

    override suspend fun findOrNull(id: I?): I? = id

    override fun now(id: I): I = id

    override fun nowOrNull(id: I?): I? = id

    override fun mapped(id: I, change: (I) -> I): I = change(id)

    override suspend fun shown(id: I, more: I?, last: Int): String = "$id $more $last"
}

public interface CentsRegistry : Registry<Cents>

public interface TagRegistry : Registry<Tag>

public interface ResultRegistry : Registry<Result<String>>

public interface DurationRegistry : Registry<Duration>

public interface BitsRegistry : Registry<UInt>

public class KotlinCentsRegistry : BaseRegistry<Cents>(Cents(1)), CentsRegistry

public class KotlinTagRegistry : BaseRegistry<Tag>(Tag("t")), TagRegistry

public class KotlinResultRegistry : BaseRegistry<Result<String>>(Result.success("r")), ResultRegistry

public class KotlinDurationRegistry : BaseRegistry<Duration>(1.seconds), DurationRegistry

public class KotlinBitsRegistry : BaseRegistry<UInt>(UInt.MAX_VALUE), BitsRegistry

public interface UnitResults {
    public suspend fun later(result: Result<Unit>?): Result<Unit>?

    public fun now(result: Result<Unit>?): Result<Unit>?

    public suspend fun called(block: suspend (Int) -> Result<Unit>?): String

    public suspend fun calledNow(block: (Int) -> Result<Unit>?): String
}

public class KotlinUnitResults : UnitResults {
    override suspend fun later(result: Result<Unit>?): Result<Unit>? = result

    override fun now(result: Result<Unit>?): Result<Unit>? = result

    override suspend fun called(block: suspend (Int) -> Result<Unit>?): String = "${block(1)}"

    override suspend fun calledNow(block: (Int) -> Result<Unit>?): String = "${block(1)}"
}

public suspend fun viaUnitResults(results: UnitResults): String =
    "${results.later(null)} ${results.later(Result.success(Unit))} ${results.now(null)} ${results.now(Result.success(Unit))} " +
        results.called { null } +
        results.called { Result.success(Unit) } +
        results.calledNow { null }

public interface ResultLambdas {
    public val make: suspend () -> Result<Int>

    public suspend fun change(): suspend (Result<Cents>) -> Result<Cents>

    public suspend fun call(block: suspend () -> Result<Int>?): String
}

public class KotlinResultLambdas : ResultLambdas {
    override val make: suspend () -> Result<Int> = {
        delay(1)
        Result.failure(IllegalStateException("made"))
    }

    override suspend fun change(): suspend (Result<Cents>) -> Result<Cents> = { it }

    override suspend fun call(block: suspend () -> Result<Int>?): String = "${block()}"
}

public suspend fun viaResultLambdas(lambdas: ResultLambdas): String =
    lambdas.call { Result.failure(IllegalStateException("given")) } +
        " " +
        lambdas.call { null } +
        " " +
        lambdas.call { Result.success(1) }
