package suspension.spring.context

import java.util.function.Supplier
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.withContext
import org.springframework.security.core.context.ReactiveSecurityContextHolder
import reactor.core.publisher.Mono

/** What bodies call that is written in Kotlin. */
internal object KotlinCode {

    @JvmStatic
    suspend fun afterDelay(seen: Supplier<String>): String {
        delay(1)
        return seen.get()
    }

    @JvmStatic
    suspend fun onIo(seen: Supplier<String>): String =
        withContext(Dispatchers.IO) {
            delay(1)
            seen.get()
        }

    @JvmStatic
    suspend fun inCoroutines(seen: Supplier<String>): String = coroutineScope {
        val here = async { afterDelay(seen) }
        val there = async(Dispatchers.Default) { afterDelay(seen) }
        val both = setOf(here.await(), there.await())
        both.joinToString()
    }

    /** Changes it twice at once, in coroutines of its own, and gives what each of them has after a delay. */
    @JvmStatic
    suspend fun changedInCoroutines(change: Supplier<AutoCloseable>, seen: Supplier<String>): String = coroutineScope {
        val changing = async { change.get().use { seen.get() } }
        val other = async { afterDelay(seen) }
        changing.await() + " beside " + other.await()
    }

    @JvmStatic
    fun values(seen: Supplier<String>): Flow<String> = flow {
        emit(seen.get())
        delay(1)
        emit(seen.get())
    }

    @JvmStatic fun valuesOnIo(seen: Supplier<String>): Flow<String> = values(seen).flowOn(Dispatchers.IO)

    @JvmStatic
    suspend fun userOfReactor(): String {
        delay(1)
        return ReactiveSecurityContextHolder.getContext().awaitSingle().authentication!!.name
    }

    @JvmStatic
    suspend fun valueOfReactor(key: Any): String {
        delay(1)
        return Mono.deferContextual { Mono.just(it.getOrDefault(key, "none").toString()) }.awaitSingle()
    }
}
