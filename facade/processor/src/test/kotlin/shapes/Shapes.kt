package shapes

import java.io.IOException
import java.util.concurrent.TimeoutException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf

// A construct of Kotlin's for each rule that a facade follows.

@JvmInline public value class UserId(public val value: Long)

@JvmInline public value class Email(public val text: String)

@JvmInline public value class Note(public val text: String?)

@JvmInline public value class Account(public val owner: UserId)

@JvmInline public value class Box<T>(public val content: T)

@JvmInline
public value class Secret private constructor(private val text: String) {
    public companion object {
        public fun of(text: String): Secret = Secret(text)
    }
}

@JvmInline
public value class Positive(public val number: Int) {
    init {
        require(number > 0) { "not positive: $number" }
    }
}

@JvmInline public value class Limit(public val duration: Duration)

public interface ValueClasses {
    public suspend fun id(id: UserId): UserId

    public suspend fun later(id: UserId): UserId

    public suspend fun takeEmail(email: Email): Email

    public suspend fun emailLater(email: Email): Email

    public suspend fun noteOrNull(note: Note?): Note?

    public suspend fun noteOrNullLater(note: Note?): Note?

    public suspend fun takeNote(note: Note): Note

    public suspend fun idOrNull(id: UserId?): UserId?

    public suspend fun emailOrNull(email: Email?): Email?

    public suspend fun takeAccount(account: Account): Account

    public suspend fun accountLater(account: Account): Account

    public suspend fun <T> takeBox(box: Box<T>): Box<T>

    public suspend fun takeSecret(secret: Secret): Secret

    public suspend fun takePositive(positive: Positive): Positive

    public suspend fun takeLimit(limit: Limit): Limit

    public suspend fun both(id: UserId, email: Email, count: Int = 3): String

    public suspend fun mixed(id: UserId, secret: Secret): String

    public suspend fun many(ids: List<UserId>): List<UserId>

    public fun find(id: Long): String

    public fun find(id: UserId): String

    public fun plain(id: UserId): Email

    public val current: UserId

    public var address: Email
}

public class KotlinValueClasses : ValueClasses {
    override suspend fun id(id: UserId): UserId = UserId(id.value + 1)

    override suspend fun later(id: UserId): UserId {
        delay(1)
        return UserId(id.value + 1)
    }

    override suspend fun takeEmail(email: Email): Email = Email(email.text + "!")

    override suspend fun emailLater(email: Email): Email {
        delay(1)
        return Email(email.text + "!")
    }

    override suspend fun noteOrNull(note: Note?): Note? = note

    override suspend fun noteOrNullLater(note: Note?): Note? {
        delay(1)
        return note
    }

    override suspend fun takeNote(note: Note): Note = note

    override suspend fun idOrNull(id: UserId?): UserId? = id

    override suspend fun emailOrNull(email: Email?): Email? = email

    override suspend fun takeAccount(account: Account): Account = account

    override suspend fun accountLater(account: Account): Account {
        delay(1)
        return account
    }

    override suspend fun <T> takeBox(box: Box<T>): Box<T> = box

    override suspend fun takeSecret(secret: Secret): Secret = secret

    override suspend fun takePositive(positive: Positive): Positive = positive

    override suspend fun takeLimit(limit: Limit): Limit = limit

    override suspend fun both(id: UserId, email: Email, count: Int): String = "$id $email $count"

    override suspend fun mixed(id: UserId, secret: Secret): String = "$id $secret"

    override suspend fun many(ids: List<UserId>): List<UserId> = ids

    override fun find(id: Long): String = "long $id"

    override fun find(id: UserId): String = "id $id"

    override fun plain(id: UserId): Email = Email("plain$id")

    override val current: UserId = UserId(7)

    override var address: Email = Email("first")
}

public interface Defaults {
    public suspend fun padded(text: String, width: Int = 10, left: Boolean = false): String

    public suspend fun retry(times: Int = 3, block: suspend () -> String): String

    public suspend fun first(count: Int = 2, text: String): String

    public suspend fun listening(name: String = "n", onEvent: ((String) -> Unit)? = null): String

    public suspend fun id(id: UserId = UserId(5), email: Email? = null, wait: Duration = 2.seconds): String

    public fun joined(separator: String = ",", vararg parts: String): String

    public suspend fun Int.plus(other: Int = 1): Int

    public fun generic(items: List<String> = listOf("a"), fallback: String = "f"): String

    public suspend fun choose(text: String, keep: (String) -> Boolean = { true }, strict: Boolean = false): String
}

public class KotlinDefaults : Defaults {
    override suspend fun padded(text: String, width: Int, left: Boolean): String =
        if (left) text.padStart(width, '.') else text.padEnd(width, '.')

    override suspend fun retry(times: Int, block: suspend () -> String): String =
        (1..times).map { block() }.joinToString()

    override suspend fun first(count: Int, text: String): String = text.take(count)

    override suspend fun listening(name: String, onEvent: ((String) -> Unit)?): String {
        onEvent?.invoke(name)
        return name + (onEvent != null)
    }

    override suspend fun id(id: UserId, email: Email?, wait: Duration): String = "$id $email $wait"

    override fun joined(separator: String, vararg parts: String): String = parts.joinToString(separator)

    override suspend fun Int.plus(other: Int): Int = this + other

    override fun generic(items: List<String>, fallback: String): String = "$items $fallback"

    override suspend fun choose(text: String, keep: (String) -> Boolean, strict: Boolean): String =
        "$text ${keep(text)} $strict"
}

public interface Lambdas {
    public suspend fun zero(block: suspend () -> Int): Int

    public suspend fun one(block: suspend (Int) -> String): String

    public suspend fun receiver(block: suspend StringBuilder.() -> Unit): String

    public suspend fun two(block: suspend (Int, String) -> String): String

    public suspend fun durations(block: suspend (Duration) -> Duration): Duration

    public suspend fun values(block: suspend (UserId) -> Email): Email

    public suspend fun results(block: suspend (Result<String>) -> Result<Int>): Result<Int>

    public suspend fun nullable(block: (suspend () -> Unit)? = null): Boolean

    public fun supplier(block: () -> String): String

    public fun run(block: () -> Unit)

    public fun predicate(block: (String) -> Boolean): Boolean

    public fun toInt(block: (String) -> Int): Int

    public fun intToInt(block: (Int) -> Int): Int

    public fun pair(block: (String, Int) -> Unit)

    public fun three(block: (Int, Int, Int) -> Int): Int

    public fun duration(block: (Duration) -> Duration): Duration

    public fun id(block: (UserId) -> Email): String

    public fun unsigned(block: (UInt) -> ULong): ULong

    public suspend fun maker(): suspend () -> String

    public fun makerOfBody(): suspend (Int) -> String

    public fun function(): (Int) -> String

    public suspend fun all(vararg blocks: suspend () -> String): List<String>

    public fun each(vararg blocks: (String) -> Int): List<Int>
}

public class KotlinLambdas : Lambdas {
    override suspend fun zero(block: suspend () -> Int): Int = block() + 1

    override suspend fun one(block: suspend (Int) -> String): String = block(1)

    override suspend fun receiver(block: suspend StringBuilder.() -> Unit): String =
        StringBuilder().also { it.block() }.toString()

    override suspend fun two(block: suspend (Int, String) -> String): String = block(1, "b")

    override suspend fun durations(block: suspend (Duration) -> Duration): Duration = block(1.seconds)

    override suspend fun values(block: suspend (UserId) -> Email): Email = block(UserId(3))

    override suspend fun results(block: suspend (Result<String>) -> Result<Int>): Result<Int> =
        block(Result.failure(IOException("no")))

    override suspend fun nullable(block: (suspend () -> Unit)?): Boolean {
        block?.invoke()
        return block != null
    }

    override fun supplier(block: () -> String): String = block()

    override fun run(block: () -> Unit): Unit = block()

    override fun predicate(block: (String) -> Boolean): Boolean = block("x")

    override fun toInt(block: (String) -> Int): Int = block("abc")

    override fun intToInt(block: (Int) -> Int): Int = block(20)

    override fun pair(block: (String, Int) -> Unit): Unit = block("p", 2)

    override fun three(block: (Int, Int, Int) -> Int): Int = block(1, 2, 3)

    override fun duration(block: (Duration) -> Duration): Duration = block(4.seconds)

    override fun id(block: (UserId) -> Email): String = block(UserId(9)).text

    override fun unsigned(block: (UInt) -> ULong): ULong = block(UInt.MAX_VALUE)

    override suspend fun maker(): suspend () -> String = {
        delay(1)
        "made"
    }

    override fun makerOfBody(): suspend (Int) -> String = {
        delay(1)
        "made $it"
    }

    override fun function(): (Int) -> String = { "f$it" }

    override suspend fun all(vararg blocks: suspend () -> String): List<String> = blocks.map { it() }

    override fun each(vararg blocks: (String) -> Int): List<Int> = blocks.map { it("ab") }
}

public open class Entity(public val id: Long)

public interface Repository<ID, E : Any> {
    public suspend fun find(id: ID): E?

    public suspend fun save(entity: E): E

    public suspend fun saveAll(entities: List<E>): List<E>

    public suspend fun <R : Comparable<R>> sorted(by: (E) -> R): List<E> where R : java.io.Serializable

    public suspend fun <E> same(value: E): E = value

    public val size: Int
}

public interface Base<T> {
    public suspend fun <R> pair(first: T, second: R): String = "$first $second"
}

public interface Derived<R> : Base<R>

public interface UserRepository : Repository<UserId, Entity> {
    public suspend fun named(name: String): Entity
}

public class Orders private constructor(public val name: String) {
    public suspend fun count(): Int {
        delay(1)
        return 3
    }

    public var limit: Int = 1

    public val isOpen: Boolean = true

    override fun toString(): String = "Orders $name"

    public companion object {
        public const val MAX: Int = 5

        public suspend fun open(name: String = "o"): Orders {
            delay(1)
            return Orders(name)
        }

        public fun id(id: UserId): UserId = id
    }
}

public class Crate<T : Any>(public val content: T) {
    public suspend fun packed(width: Int = 0, end: String = "."): String = "$content".padStart(width) + end

    public companion object {
        public suspend fun packed(content: String, times: Int = 1, end: String = ""): Crate<String> =
            Crate(content.repeat(times) + end)
    }
}

public class Fields(private val source: Iterator<String>) : Iterator<String> by source, Runnable {
    @JvmField public var count: Int = 1

    @JvmField public val fixed: String = "fixed"

    public lateinit var late: String

    override fun run() {
        count++
    }

    public companion object {
        @JvmField public var shared: List<String> = emptyList()
        public const val LIMIT: Long = 9
        public lateinit var lateShared: String
    }
}

@JvmField public var topLevel: Int = 1

public abstract class AbstractOrders {
    public abstract suspend fun count(): Int
}

public object Registry {
    public suspend fun lookUp(id: UserId): String = "entry $id"

    public fun size(unit: UInt = 2u): Int = unit.toInt()

    public fun describe(): String = "the registry"
}

public class Session {
    public interface Store {
        public suspend fun load(): String
    }
}

public interface Odd {
    public fun default(): String

    public fun wait(): String

    public fun getClass(name: String): String

    public fun of(): String

    public suspend fun tasks(): Int

    public suspend fun names(a: List<String>): String

    public suspend fun never(): Nothing

    public fun neverPlain(): Nothing

    @Throws(IOException::class, TimeoutException::class) public suspend fun two(which: Int): String

    @Throws(Throwable::class) public suspend fun anything(which: Int): String

    @Deprecated("old") public suspend fun old(): Int

    @Deprecated("older", level = DeprecationLevel.ERROR) public suspend fun older(): Int

    public suspend fun unsigned(a: UInt, b: ULong, c: UByte, d: UShort): UInt

    public fun bits(a: UInt?): UInt?

    public fun array(vararg bits: UInt): UInt

    public suspend fun result(result: Result<String>): Result<Unit>

    public fun plainResult(ok: Boolean): Result<String>

    public suspend fun deferred(): Deferred<Result<String>>

    public fun durations(): List<Duration>

    public fun infinite(wait: Duration): Duration

    public suspend fun nullableDuration(wait: Duration?): Duration?

    public fun flow(): Flow<UserId>

    public suspend fun middle(vararg ids: Long, last: String): String

    public fun `a name`(`a parameter`: Int): Int
}

@JvmName("namesOfStrings") public fun names(a: List<String>): String = "strings $a"

@JvmName("namesOfInts") public fun names(a: List<Int>): String = "ints $a"

@JvmName("not java") public fun clash(a: List<String>): String = "strings $a"

@JvmName("not java either") public fun clash(a: List<Int>): String = "ints $a"

public inline fun <reified T> reified(value: Any): T = value as T

public inline fun inlined(block: () -> Int): Int = block() + 1

internal fun internalFunction(): Int = 1

@Deprecated("gone", level = DeprecationLevel.HIDDEN) public fun gone(): Int = 1

@JvmSynthetic public fun synthetic(): Int = 2

@JvmSynthetic
@Throws(IOException::class)
public suspend fun syntheticThrowing(): Int {
    delay(1)
    throw IOException("synthetic")
}

public suspend fun String.shout(times: Int = 1): String = uppercase() + "!".repeat(times)

public val String.half: String
    get() = take(length / 2)

public const val ANSWER: Int = 42

public var counter: Int = 0

/** Passes each call on as Kotlin does. */
public fun through(all: ValueClasses): ValueClasses = object : ValueClasses by all {}

public fun through(all: Lambdas): Lambdas = object : Lambdas by all {}

public fun through(all: Defaults): Defaults = object : Defaults by all {}

public fun through(all: UserRepository): UserRepository = object : UserRepository by all {}

public fun through(all: Odd): Odd = object : Odd by all {}

public suspend fun deferredResult(): Deferred<Result<String>> = CompletableDeferred(Result.success("d"))

public fun ids(): Flow<UserId> = flowOf(UserId(1), UserId(2))
