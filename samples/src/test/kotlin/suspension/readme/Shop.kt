package suspension.readme

import java.io.IOException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.delay

data class User(val id: Long, val name: String)

@JvmInline value class UserId(val value: Long)

@JvmInline value class Cents(val amount: Long)

/** The Kotlin API of the README's facade, written with no thought of Java. */
interface Shop {
    suspend fun find(id: Long): User

    suspend fun search(text: String, limit: Int = 10, sorted: Boolean = false): List<User>

    suspend fun balance(id: UserId): Cents

    suspend fun count(): Int

    suspend fun tryFind(id: Long): Result<User>

    suspend fun isOpen(within: Duration = 5.seconds): Boolean

    @Throws(IOException::class) suspend fun load(path: String): String
}

suspend fun openShop(names: List<String>, delay: Duration = 1.milliseconds): Shop {
    delay(delay)
    return InMemoryShop(names)
}

/** Kotlin code that cannot tell whether Java implements the shop. */
suspend fun nameOf(shop: Shop, id: Long): String = shop.find(id).name

private class InMemoryShop(private val names: List<String>) : Shop {
    override suspend fun find(id: Long): User {
        delay(1)
        return names.getOrNull(id.toInt())?.let { User(id, it) } ?: throw NoSuchElementException("user $id")
    }

    override suspend fun search(text: String, limit: Int, sorted: Boolean): List<User> =
        names.indices.map { find(it.toLong()) }.filter { text in it.name }.take(limit)

    override suspend fun balance(id: UserId): Cents = Cents(100 * id.value)

    override suspend fun count(): Int = names.size

    override suspend fun tryFind(id: Long): Result<User> = runCatching { find(id) }

    override suspend fun isOpen(within: Duration): Boolean = within >= 5.seconds

    override suspend fun load(path: String): String {
        delay(1)
        throw IOException(path)
    }
}
