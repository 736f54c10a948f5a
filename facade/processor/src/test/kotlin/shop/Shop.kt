package shop

import java.io.IOException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.flow

// A Kotlin API as its authors write it, with no thought of Java. The facade must make all of it plain Java.

@JvmInline public value class UserId(public val value: Long)

@JvmInline public value class Email(public val text: String)

public data class User(val id: Long, val name: String)

public sealed interface Payment {
    public data class Paid(val cents: Long) : Payment

    public data class Declined(val reason: String) : Payment

    public data object Pending : Payment
}

/** Users of a shop. */
public interface Users {
    /** The user, or an exception when there is none. */
    public suspend fun find(id: Long): User

    public suspend fun findOrNull(id: Long): User?

    public suspend fun search(text: String, limit: Int = 10, strict: Boolean = false): List<User>

    public suspend fun byId(id: UserId): User

    public suspend fun emailOf(id: UserId): Email

    public suspend fun count(): Int

    public suspend fun delete(id: Long)

    public suspend fun tryFind(id: Long): Result<User>

    @Throws(IOException::class) public suspend fun load(path: String): String

    public suspend fun waitUpTo(limit: Duration = 5.seconds): Boolean

    public suspend fun findAll(vararg ids: Long): List<User>

    public suspend fun pay(id: UserId, cents: Long): Payment

    public suspend fun <T> transaction(block: suspend CoroutineScope.(Users) -> T): T

    public suspend fun each(action: suspend (User) -> Unit)

    public suspend fun filter(keep: (User) -> Boolean): List<User>

    @JvmSynthetic public suspend fun hidden(): String

    public fun all(): Flow<User>

    public val online: StateFlow<Int>

    public fun describe(): String

    public suspend fun ping(): String = "pong"
}

// Top-level and extension functions

public suspend fun openUsers(names: List<String>, delay: Duration = Duration.ZERO): Users {
    delay(delay)
    return InMemoryUsers(names)
}

public suspend fun User.refreshed(users: Users, times: Int = 1): User {
    repeat(times) { delay(1) }
    return users.find(id)
}

public suspend fun topEmail(suspends: Boolean): Email {
    if (suspends) delay(1)
    return Email("top@shop")
}

/** Calls what a Java class implements. */
public suspend fun askAll(users: Users): String =
    listOf(
            users.find(1).name,
            users.search("a", limit = 1).size,
            users.emailOf(UserId(2)).text,
            users.tryFind(9).isFailure,
            users.hidden(),
            users.ping(),
        )
        .joinToString()

private class InMemoryUsers(private val names: List<String>) : Users {
    override suspend fun find(id: Long): User = findOrNull(id) ?: throw NoSuchElementException("user $id")

    override suspend fun findOrNull(id: Long): User? {
        delay(1)
        return names.getOrNull(id.toInt())?.let { User(id, it) }
    }

    override suspend fun search(text: String, limit: Int, strict: Boolean): List<User> =
        names.indices
            .map { User(it.toLong(), names[it]) }
            .filter { if (strict) it.name == text else text in it.name }
            .take(limit)

    override suspend fun byId(id: UserId): User = find(id.value)

    override suspend fun emailOf(id: UserId): Email = Email(find(id.value).name.lowercase() + "@shop")

    override suspend fun count(): Int = names.size

    override suspend fun delete(id: Long): Unit = delay(1)

    override suspend fun tryFind(id: Long): Result<User> = runCatching { find(id) }

    override suspend fun load(path: String): String {
        delay(1)
        throw IOException(path)
    }

    override suspend fun waitUpTo(limit: Duration): Boolean = limit == 5.seconds

    override suspend fun findAll(vararg ids: Long): List<User> = ids.map { find(it) }

    override suspend fun pay(id: UserId, cents: Long): Payment =
        when {
            cents > 1000 -> Payment.Declined("too much")
            cents == 0L -> Payment.Pending
            else -> Payment.Paid(cents)
        }

    override suspend fun <T> transaction(block: suspend CoroutineScope.(Users) -> T): T =
        kotlinx.coroutines.coroutineScope { block(this@InMemoryUsers) }

    override suspend fun each(action: suspend (User) -> Unit): Unit =
        names.indices.forEach { action(find(it.toLong())) }

    override suspend fun filter(keep: (User) -> Boolean): List<User> = search("").filter(keep)

    @JvmSynthetic override suspend fun hidden(): String = "found"

    override fun all(): Flow<User> = flow { names.indices.forEach { emit(find(it.toLong())) } }

    override val online: StateFlow<Int> = MutableStateFlow(names.size)

    override fun describe(): String = "${names.size} users"
}
