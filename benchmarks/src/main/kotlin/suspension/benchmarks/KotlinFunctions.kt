package suspension.benchmarks

import io.ktor.client.HttpClient
import io.ktor.client.engine.cio.CIO
import io.ktor.client.engine.cio.endpoint
import io.ktor.client.request.get
import io.ktor.client.statement.readRawBytes
import kotlin.time.Duration.Companion.nanoseconds
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield

/** The suspend functions that are called, from Kotlin and from Java. */
object KotlinFunctions {
    @JvmStatic suspend fun ready(i: Int): Int = i

    @JvmStatic
    suspend fun suspendingOnce(i: Int): Int {
        yield()
        return i
    }

    @JvmStatic
    suspend fun waiting(event: CompletableDeferred<Unit>, i: Int): Int {
        event.await()
        return i
    }

    @JvmStatic
    suspend fun sleeping(i: Int, nanos: Long): Int {
        delay(nanos.nanoseconds)
        return i
    }

    @JvmStatic suspend fun next(before: Deferred<Int>): Int = before.await() + 1
}

/** Requests through Ktor's client. */
class HttpCalls(connections: Int) : AutoCloseable {
    private val client =
        HttpClient(CIO) {
            engine {
                maxConnectionsCount = connections
                requestTimeout = 0
                endpoint { maxConnectionsPerRoute = connections }
            }
        }

    suspend fun lengthOf(url: String): Int = client.get(url).readRawBytes().size

    override fun close() = client.close()
}
