package suspension.interop

import java.util.concurrent.CompletionStage
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.future.asCompletableFuture
import suspension.Awaitable

/** A Kotlin API as a codebase has it: Java implements it, calls it, or mocks it. */
interface Users {
    suspend fun find(id: Long): String?

    suspend fun delete(id: Long)

    suspend fun findAll(): List<String>
}

/** Calls suspend functions that Java may implement, with a frame of Kotlin between. */
class Directory(private val users: Users) {
    suspend fun describe(id: Long): String = "user " + users.find(id)

    suspend fun <T> retry(times: Int, block: suspend () -> T): T {
        repeat(times - 1) {
            try {
                return block()
            } catch (_: IllegalStateException) {}
        }
        return block()
    }

    suspend fun each(block: suspend (String) -> Unit) = users.findAll().forEach { block(it) }

    suspend fun <T> inScope(block: suspend Users.(Long) -> T): T = users.block(7)
}

/** As a stage that can be awaited but not cancelled by its awaiter. */
fun <T> Deferred<T>.asStage(): CompletionStage<T> = asCompletableFuture().minimalCompletionStage()

/** A body written in Kotlin, whose lambdas alone do not tell a body from a suspend call. */
fun <T> body(code: () -> T): Awaitable<T, RuntimeException> = Awaitable { code() }
