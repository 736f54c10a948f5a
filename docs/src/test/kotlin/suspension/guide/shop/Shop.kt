package suspension.guide.shop

import java.io.IOException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeout

data class User(val id: Long, val name: String)

@JvmInline value class UserId(val value: Long)

@JvmInline value class Cents(val amount: Long)

// tag::api[]
interface Shop {
    suspend fun find(id: Long): User

    suspend fun search(text: String, limit: Int = 10, sorted: Boolean = false): List<User>

    suspend fun balance(id: UserId): Cents // two value classes

    suspend fun count(): Int

    suspend fun tryFind(id: Long): Result<User>

    suspend fun isOpen(within: Duration = 5.seconds): Boolean

    @Throws(IOException::class) suspend fun load(path: String): String
}

// end::api[]

/** A class that Java may extend, but no Java object can stand for. */
open class Warehouse {
    open suspend fun stock(): Int = 3
}

suspend fun openShop(names: List<String>): Shop {
    delay(1.milliseconds)
    return InMemoryShop(names)
}

// tag::name-of[]
suspend fun nameOf(shop: Shop, id: Long): String = shop.find(id).name

// end::name-of[]

suspend fun User.refreshed(shop: Shop): User = shop.find(id)

class Session private constructor(val name: String) {
    companion object {
        suspend fun open(name: String): Session {
            delay(1.milliseconds)
            return Session(name)
        }
    }
}

class Search(private val shop: Shop) {
    suspend operator fun invoke(text: String): Int = shop.search(text).size
}

/** Has a limit of Kotlin's, which is always exceeded. */
suspend fun slow(): Int = withTimeout(5.milliseconds) { awaitCancellation() }

private class InMemoryShop(private val names: List<String>) : Shop {
    override suspend fun find(id: Long): User {
        delay(1.milliseconds)
        return names.getOrNull(id.toInt())?.let { User(id, it) } ?: throw NoSuchElementException("user $id")
    }

    override suspend fun search(text: String, limit: Int, sorted: Boolean): List<User> {
        val found = names.indices.map { find(it.toLong()) }.filter { text in it.name }
        return (if (sorted) found.sortedBy { it.name } else found).take(limit)
    }

    override suspend fun balance(id: UserId): Cents = Cents(100 * id.value)

    override suspend fun count(): Int = names.size

    override suspend fun tryFind(id: Long): Result<User> =
        names.getOrNull(id.toInt())?.let { Result.success(User(id, it)) }
            ?: Result.failure(NoSuchElementException("user $id"))

    override suspend fun isOpen(within: Duration): Boolean = within >= 5.seconds

    override suspend fun load(path: String): String {
        delay(1.milliseconds)
        throw IOException(path)
    }
}
