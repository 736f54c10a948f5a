package edges

import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.delay

// Names that Java lets nobody call unqualified.

public interface Yielding {
    public suspend fun yield(): Int

    public fun record(): Int

    public fun yield(record: Cents, yield: (Int) -> Int): Int
}

public fun yield(x: Cents, n: Int = 1): Int = x.amount + n

public object YieldingObject {
    public suspend fun yield(x: Cents, n: Int = 1, m: Int = 1): Int = x.amount + n + m
}

public class YieldingClass {
    public suspend fun yield(x: Cents, n: Int = 2): Int = x.amount + n

    public companion object {
        public suspend fun yield(x: Cents): Int = x.amount
    }
}

public fun yielded(yielding: Yielding): Int = yielding.yield(Cents(3)) { it + 1 } + yielding.record()

// Varargs of lambdas whose results are converted.

public class Variadic {
    public suspend fun waits(vararg each: suspend () -> Duration): Duration = each.map { it() }.reduce { a, b -> a + b }

    public fun plain(vararg each: (Cents) -> Duration): Duration = each.map { it(Cents(2)) }.reduce { a, b -> a + b }

    public suspend fun results(vararg each: suspend (Int) -> Result<Int>): Int = each.sumOf { it(1).getOrThrow() }

    public suspend fun before(vararg each: suspend () -> Duration, last: Int = 2): Duration = each[0]() * last

    public suspend fun <T> generic(vararg each: suspend T.() -> Result<T>): Int = each.size

    public suspend fun orNull(vararg each: (suspend () -> Unit)?): Int = each.count { it == null }

    public fun unsigned(vararg each: (UInt) -> UInt): UInt = each[0](3u)
}

public interface VariadicTaken {
    public suspend fun waits(vararg each: suspend () -> Duration): Duration

    public fun plain(vararg each: (Int) -> Duration): Duration
}

public suspend fun pass(taken: VariadicTaken): Duration =
    taken.waits(
        {
            delay(1)
            3.milliseconds
        },
        { 4.milliseconds },
    ) + taken.plain({ it.milliseconds })

// Generic value classes whose content has a bound or is built up.

@JvmInline public value class ListBox<T>(public val v: List<T>)

@JvmInline public value class Compared<T : Comparable<T>>(public val c: T)

@JvmInline public value class Text<T : CharSequence>(public val t: T)

@JvmInline public value class Calling<T>(public val f: (() -> T)?)

@JvmInline public value class Anything<T : Any>(public val v: T)

public interface Boxing {
    public suspend fun durations(x: Anything<Duration>): Long

    public suspend fun unsigned(x: Anything<UInt>): UInt

    public suspend fun boxes(x: Anything<Cents>): Int

    public suspend fun list(x: ListBox<Cents>): Int

    public suspend fun any(x: ListBox<*>): Int

    public suspend fun <T> all(x: ListBox<T>, n: Int = 1): Int

    public suspend fun compare(x: Compared<Int>): ListBox<Cents>

    public suspend fun text(x: Text<String>?): Int

    public fun call(x: Calling<Int>): Int
}

public class KotlinBoxing : Boxing {
    override suspend fun durations(x: Anything<Duration>): Long = x.v.inWholeMilliseconds

    override suspend fun unsigned(x: Anything<UInt>): UInt = x.v

    override suspend fun boxes(x: Anything<Cents>): Int = x.v.amount

    override suspend fun list(x: ListBox<Cents>): Int = x.v.sumOf { it.amount }

    override suspend fun any(x: ListBox<*>): Int = x.v.size

    override suspend fun <T> all(x: ListBox<T>, n: Int): Int = x.v.size + n

    override suspend fun compare(x: Compared<Int>): ListBox<Cents> = ListBox(listOf(Cents(x.c)))

    override suspend fun text(x: Text<String>?): Int = x?.t?.length ?: -1

    override fun call(x: Calling<Int>): Int = x.f?.invoke() ?: -1
}

// Inner classes of classes with type parameters.

public class Around<T : Any>(public val value: T) {
    public inner class Inside {
        public suspend fun get(): T = value
    }

    public class Nested<R> {
        public inner class Deep {
            public suspend fun give(r: R): R = r
        }
    }

    public fun make(): Inside = Inside()

    public suspend fun take(inside: Inside): T = inside.get()
}

// A class as a bound behind an interface.

public open class Worker : Thread()

public class Bounds<S> where S : Runnable, S : Thread {
    public suspend fun same(s: S): S = s

    public fun <T> both(t: T, vararg more: T): T where T : java.io.Serializable, T : Number =
        if (more.isEmpty()) t else more[0]
}

// Methods of one class file that differ in their results only.

public class Twice {
    public fun days(): Int = 1

    @JvmName("days") public fun daysLong(): Long = 2L

    public suspend fun more(n: Int): Int = n
}

// Overloads that another function hides, and constructors.

public class Hiding(private val cents: Cents, private val n: Int = 1) {
    public constructor(n: Long, m: Int = 1) : this(Cents(n.toInt()), m)

    public constructor(text: String) : this(Cents(text.length))

    public fun f(a: String): String = "one $a"

    public fun f(a: String?, b: Int = 1): String = "two $a $b"

    public fun sum(): Int = cents.amount + n
}
