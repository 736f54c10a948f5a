package suspension.spring.transaction

import kotlinx.coroutines.delay
import kotlinx.coroutines.reactor.awaitSingleOrNull
import org.springframework.r2dbc.core.DatabaseClient
import org.springframework.transaction.annotation.Transactional

/** What Kotlin declares, and Java or Kotlin implements. */
interface Placing {
    /** Inserts names, and fails at "bad". */
    suspend fun place(names: List<String>): Int

    /** Returns without suspending. */
    suspend fun ready(): String

    /** As [place], for a function without a value. */
    suspend fun placeOne(name: String)
}

open class KotlinPlacing(private val client: DatabaseClient) : Placing {
    @Transactional
    override suspend fun place(names: List<String>): Int {
        for (name in names) {
            placeOne(name)
        }
        return names.size
    }

    @Transactional override suspend fun ready(): String = "ready"

    @Transactional
    override suspend fun placeOne(name: String) {
        require(name != "bad") { "bad order" }
        client.sql("insert into orders values (:name)").bind("name", name).then().awaitSingleOrNull()
        delay(1)
    }
}

/** Calls from Kotlin. Logs each time that the caller goes on. */
suspend fun placeAndLog(placing: Placing, names: List<String>, log: MutableList<String>): Int {
    try {
        val placed = placing.place(names)
        log.add("placed $placed")
        return placed
    } catch (e: IllegalArgumentException) {
        log.add("failed: ${e.message}")
        throw e
    }
}

suspend fun callOthers(placing: Placing, log: MutableList<String>) {
    log.add(placing.ready())
    placing.placeOne("one")
    log.add("placed one")
}
