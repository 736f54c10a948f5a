package combo

import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.channels.ReceiveChannel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.*

@JvmInline value class Id(val raw: String)

@JvmInline value class Price(val cents: UInt)

@JvmInline value class Handler(val f: (String) -> Int)

@JvmInline
value class Name private constructor(val s: String) {
    companion object {
        fun of(s: String) = Name(s)
    }
}

enum class Color {
    RED,
    GREEN;

    suspend fun paint(times: Int = 1): String {
        delay(1)
        return name.repeat(times)
    }
}

data class Item(val id: Id, val price: Price? = null, val tags: Set<String> = emptySet()) {
    suspend fun load(): Id {
        delay(1)
        return id
    }
}

sealed interface Event {
    val at: Duration

    data class A(override val at: Duration) : Event

    object B : Event {
        override val at = 1.seconds
    }

    suspend fun fire(): Int = 3
}

interface Session : AutoCloseable {
    suspend fun run(): String

    override fun close()
}

interface Plain : java.io.Closeable {
    suspend fun go(): Int
}

interface Base<in K : Any, out V> {
    suspend fun get(key: K): V?

    suspend fun with(key: K, d: Duration = 1.seconds): String = "base $d"
}

interface Sub : Base<Id, List<Price>> {
    suspend fun three(block: suspend (Int, Id, Duration) -> Result<Price>): Result<Price>

    suspend fun five(block: suspend (Int, Int, Int, Int, Int) -> Unit)

    fun three2(block: (Int, Id, Duration) -> Price): Price

    suspend fun Id.ext(n: Int = 2, vararg more: String?): String

    val Id.len: Int
    var current: Id?

    suspend fun <T : Comparable<T>, R> sorted(
        items: Collection<T>,
        map: Map<in T, Set<R>>,
        by: suspend T.(R) -> Int,
    ): List<T> where R : CharSequence, R : Comparable<R>

    fun maybe(f: ((Id?) -> Duration?)?): (suspend (Id) -> Price)?

    suspend fun chan(): ReceiveChannel<Result<Id>>

    suspend fun uarr(a: UIntArray, vararg b: UByte): ULongArray

    suspend fun nothing(): Nothing?

    suspend fun unit(u: Unit): Unit?

    suspend fun any(): Any

    suspend fun pair(): Pair<Id, Duration>

    suspend fun defaulted(id: Id = Id("x")): Id = id

    fun plainDefault(d: Duration): Duration = d * 2

    @Throws(Exception::class) suspend fun thrower(): Id

    @Throws(Throwable::class) fun thrower2(): Id

    suspend fun handler(h: Handler): Int

    fun chars(c: Char, b: Byte = 1, s: Short = 2, f: Float = 1f, z: Boolean = true): String
}

abstract class Abs<T : Any>(val t: T) {
    protected abstract suspend fun hid(): T

    open suspend fun open(x: T, n: Int = 3): T = x

    val lazy by lazy { 3 }
    lateinit var late: String
    @JvmField var field: Int = 2

    companion object Named {
        @JvmStatic suspend fun stat(id: Id = Id("a")): Id = id

        @JvmField val F = 3
        val tasks = 4
    }
}

class Impl : Abs<Id>(Id("q")) {
    override suspend fun hid() = t

    override suspend fun open(x: Id, n: Int): Id = Id(x.raw + n)

    inner class In {
        suspend fun x() = 1
    }
}

object Obj : Base<Id, Int> {
    override suspend fun get(key: Id): Int? = key.raw.length

    const val C = 3L
    val id: Id = Id("o")

    operator fun invoke(x: Id): String = x.raw
}

class Gen<T>(val v: T) {
    suspend fun <R> map(f: suspend (T) -> R): Gen<R> = Gen(f(v))

    suspend fun orElse(other: T? = null): T = other ?: v

    class Nested {
        suspend fun n() = 1
    }
}

fun interface Action {
    suspend fun act(id: Id): Duration
}

suspend fun <T> List<T>.eachOne(times: Int = 1, block: suspend (T) -> Unit) {
    repeat(times) { forEach { block(it) } }
}

suspend fun <T, R> Flow<T>.conv(f: suspend (T) -> R): List<R> = map(f).toList()

fun flows(scope: CoroutineScope, a: Flow<Id>): StateFlow<Id?> = MutableStateFlow(null)

suspend fun act(a: Action, id: Id = Id("dd")): Duration = a.act(id)

suspend inline fun <T> timed(crossinline block: suspend () -> T): T = block()

context(s: String)
suspend fun ctx(n: Int = 2): String = s + n

context(s: String)
fun Int.ctx2(n: Int = 2): String = s + n + this

@Deprecated("x") val oldProp: Int = 3
@get:JvmName("renamed") val prop: Int = 4

fun `in`(`class`: Int, c: Int, target: Int, k: Int): Int = `class` + c + target + k

typealias Cb = suspend (Id) -> Unit

suspend fun cb(cb: Cb, cbs: List<Cb> = emptyList()) {
    cb(Id("cb"))
}

fun listOfLambda(l: List<(Int) -> Int>): Int = l.first()(3)

suspend fun res(r: Result<Unit>?): Result<Duration>? = null

fun lambdaRes(): Result<() -> Int> = Result.success { 3 }

suspend fun <T> nn(t: T & Any, u: T?): T = t

private suspend fun priv() = 1

/** Functions whose overloads in Java would be methods of every object. */
interface Waits {
    suspend fun wait(limit: Duration = 1.seconds): Long

    suspend fun notify(times: Int = 1)

    fun wait(price: Millis): Boolean

    fun toString(radix: Int = 10): String

    fun equals(name: String? = null, other: Any): Boolean
}

@JvmInline value class Millis(val number: Long)
