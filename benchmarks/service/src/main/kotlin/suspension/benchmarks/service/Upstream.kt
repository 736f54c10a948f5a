package suspension.benchmarks.service

import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.future
import kotlinx.coroutines.reactor.mono
import kotlinx.coroutines.runBlocking
import reactor.core.publisher.Mono

/** Another service, which answers after 50 ms. */
class Upstream {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    suspend fun call(value: Int): Int {
        delay(50)
        return value
    }

    /** Asks three times at once. */
    suspend fun three(): Int = coroutineScope {
        val first = async { call(1) }
        val second = async { call(2) }
        val third = async { call(3) }
        first.await() + second.await() + third.await()
    }

    fun threeBlocking(): Int = runBlocking { three() }

    fun threeFuture(): CompletableFuture<Int> = scope.future { three() }

    fun threeMono(): Mono<Int> = mono { three() }
}
