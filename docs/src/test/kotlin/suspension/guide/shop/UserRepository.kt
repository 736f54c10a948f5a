package suspension.guide.shop

import kotlinx.coroutines.delay

// tag::repository[]
interface UserRepository {
    suspend fun find(id: Long): User

    suspend fun delete(id: Long)

    suspend fun findAll(): List<User>
}

// end::repository[]

// tag::lambdas[]
suspend fun <T> retry(times: Int, block: suspend () -> T): T {
    // end::lambdas[]
    repeat(times - 1) {
        try {
            return block()
        } catch (_: IllegalStateException) {
            delay(1)
        }
    }
    return block()
}

// tag::lambdas[]

suspend fun each(users: UserRepository, block: suspend (User) -> Unit) {
    // end::lambdas[]
    users.findAll().forEach { block(it) }
}

/** Renames nobody, but asks for everything that a repository has. */
suspend fun replace(users: UserRepository, id: Long): User = users.find(id).also { users.delete(id) }
