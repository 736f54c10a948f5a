package suspension.samples.catalogue

import io.ktor.client.HttpClient
import io.ktor.client.request.get
import io.ktor.client.statement.bodyAsText
import io.ktor.server.application.call
import io.ktor.server.cio.CIO
import io.ktor.server.engine.EmbeddedServer
import io.ktor.server.engine.embeddedServer
import io.ktor.server.response.respondText
import io.ktor.server.routing.get
import io.ktor.server.routing.routing
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/** A Kotlin API as Java meets it: suspend functions, a flow, and a suspend interface that somebody else implements. */
public data class Item(val id: Long, val name: String, val cents: Long)

/** What the catalogue asks somebody else, for each request. */
public interface Prices {
    public suspend fun priceOf(id: Long): Long
}

/** The catalogue, served over HTTP on a free port of the loopback interface. */
public class CatalogueServer internal constructor(private val server: EmbeddedServer<*, *>, public val port: Int) {
    public suspend fun stop() {
        server.stopSuspend(gracePeriodMillis = 0, timeoutMillis = 500)
    }
}

private val NAMES = listOf("Masala", "Green", "Ginger")

public suspend fun startCatalogue(prices: Prices): CatalogueServer {
    val server =
        embeddedServer(CIO, port = 0, host = "127.0.0.1") {
                routing {
                    get("/items") { call.respondText(NAMES.indices.joinToString("\n")) }
                    get("/items/{id}") {
                        val id = call.parameters["id"]!!.toLong()
                        call.respondText("${NAMES[id.toInt()]};${prices.priceOf(id)}")
                    }
                }
            }
            .startSuspend(wait = false)
    return CatalogueServer(server, server.engine.resolvedConnectors().first().port)
}

public class CatalogueClient(private val port: Int) : AutoCloseable {
    private val http = HttpClient(io.ktor.client.engine.cio.CIO)

    public suspend fun item(id: Long): Item {
        val (name, cents) = fetch("items/$id").split(';')
        return Item(id, name, cents.toLong())
    }

    /** Each item is fetched when the collector asks for it. */
    public fun items(): Flow<Item> = flow { fetch("items").lines().forEach { emit(item(it.toLong())) } }

    private suspend fun fetch(path: String): String = http.get("http://127.0.0.1:$port/$path").bodyAsText()

    override fun close(): Unit = http.close()
}
