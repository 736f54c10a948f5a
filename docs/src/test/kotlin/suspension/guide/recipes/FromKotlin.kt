package suspension.guide.recipes

import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.Semaphore
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.sync.withPermit
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield

// tag::scope[]
suspend fun total(stall: Stall, names: List<String>): Int = coroutineScope {
    names.map { async { stall.price(it) } }.awaitAll().sum()
}

// end::scope[]

// tag::supervisor[]
suspend fun known(stall: Stall, names: List<String>): List<Int> = supervisorScope {
    val prices = names.map { async { checked(stall, it) } }
    prices.mapNotNull { runCatching { it.await() }.getOrNull() }
}

// end::supervisor[]

private suspend fun checked(stall: Stall, name: String): Int {
    require(name != "coffee") { "no coffee" }
    return stall.price(name)
}

// tag::bridge[]
class Bill(private val stall: Stall) {
    fun of(name: String): Int = runBlocking { stall.price(name) } // blocks whatever thread it is on
}

// end::bridge[]

// tag::bridge-suspend[]
class SuspendBill(private val stall: Stall) {
    suspend fun of(name: String): Int = stall.price(name) // Java awaits it, or calls it by a facade
}

// end::bridge-suspend[]

private fun readFile(): String = "chai"

private fun tidyUp() = Unit

/** The left side of the table. */
suspend fun table(stall: Stall): String = coroutineScope {
    delay(10.milliseconds)
    yield()
    val task = async { stall.price("chai") }
    val price = task.await()
    val job = launch { delay(60.seconds) }
    job.cancelAndJoin()
    val soon = withTimeout(1.seconds) { stall.price("chai") }
    val text = withContext(Dispatchers.IO) { readFile() }
    withContext(NonCancellable) { tidyUp() }
    val mutex = Mutex()
    var count = 0
    mutex.withLock { count += stall.price("chai") }
    val semaphore = Semaphore(2)
    val permitted = semaphore.withPermit { stall.price("chai") }
    val channel = Channel<String>(16)
    channel.send("tea")
    val tea = channel.receive()
    var sum = 0
    stall.prices().collect { sum += it }
    val names: Flow<String> = flow { emit("tea") }
    names.collect { count += it.length }
    listOf(price, soon, text, count, permitted, tea, sum).toString()
}
