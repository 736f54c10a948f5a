package suspension.readme

import java.util.function.LongFunction
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import suspension.Task
import suspension.bridge.awaitSuspending
import suspension.bridge.javaBody

data class User(val id: Long, val name: String)

/** What the README's Java code implements. */
interface UserRepository {
    suspend fun find(id: Long): User

    suspend fun delete(id: Long)

    suspend fun findAll(): List<User>
}

/** The README's Kotlin code, and the Kotlin API that its Java code calls. */
class Users(private val repository: UserRepository, private val service: LongFunction<User>) {

    suspend fun <T> retry(times: Int, block: suspend () -> T): T {
        repeat(times - 1) {
            try {
                return block()
            } catch (e: IllegalStateException) {
                delay(1)
            }
        }
        return block()
    }

    suspend fun each(block: suspend (User) -> Unit) {
        repository.findAll().forEach { block(it) }
    }

    fun users(): Flow<User> = flow { repository.findAll().forEach { emit(it) } }

    suspend fun rename(id: Long): User = repository.find(id).also { repository.delete(id) }

    suspend fun find(id: Long): User = javaBody { service.apply(id) }

    suspend fun await(task: Task<User>): User {
        val user = task.awaitSuspending()
        return user
    }
}
