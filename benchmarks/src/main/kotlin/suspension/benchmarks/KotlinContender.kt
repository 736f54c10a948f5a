package suspension.benchmarks

import java.time.Duration
import java.util.concurrent.Executors
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.time.Duration.Companion.hours
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield

/** Kotlin's own coroutines, on one thread: that of `runBlocking`, or that of the dispatcher given. */
open class KotlinContender(private val dispatcher: CoroutineContext = EmptyCoroutineContext) : Contender {
    private fun <T> run(block: suspend CoroutineScope.() -> T): T = runBlocking(dispatcher, block)

    override fun startAndCollect(n: Int): Long = run { gatherReady(n) }

    private suspend fun CoroutineScope.gatherReady(n: Int): Long =
        List(n) { i -> async { KotlinFunctions.ready(i) } }.sum()

    override fun resumeAll(n: Int): Long = hold(n) {}

    override fun hold(n: Int, probe: Runnable): Long = run {
        val event = CompletableDeferred<Unit>()
        val tasks = List(n) { i -> async { KotlinFunctions.waiting(event, i) } }
        yield() // all of them run until they wait
        probe.run()
        event.complete(Unit)
        tasks.sum()
    }

    override fun sleepers(n: Int, time: Duration): Long = run {
        List(n) { i -> async { KotlinFunctions.sleeping(i, time.toNanos()) } }.sum()
    }

    override fun loneYields(n: Int): Long = run {
        repeat(n) { yield() }
        n.toLong()
    }

    override fun turns(n: Int): Long = run {
        val turns = Turns()
        val both =
            List(2) { who ->
                launch {
                    repeat(n) {
                        turns.taken(who)
                        yield()
                    }
                }
            }
        both.joinAll()
        turns.changes()
    }

    override fun chain(n: Int): Long = run {
        var last: Deferred<Int> = async {
            yield() // until all the others wait
            0
        }
        repeat(n) {
            val before = last
            last = async { KotlinFunctions.next(before) }
        }
        last.await().toLong()
    }

    override fun awaitReady(n: Int): Long = run {
        var sum = 0L
        for (i in 0 until n) sum += KotlinFunctions.ready(i)
        sum
    }

    override fun awaitSuspending(n: Int): Long = run {
        var sum = 0L
        for (i in 0 until n) sum += KotlinFunctions.suspendingOnce(i)
        sum
    }

    override fun queue(n: Int): Long = run {
        val channel = Channel<Int>(Contender.QUEUE_CAPACITY)
        launch { for (i in 0 until n) channel.send(i) }
        var sum = 0L
        repeat(n) { sum += channel.receive() }
        sum
    }

    override fun gather(n: Int, times: Int): Long = run {
        var sum = 0L
        repeat(times) { sum += gatherReady(n) }
        sum
    }

    override fun cancelAll(n: Int): Long = run {
        val event = CompletableDeferred<Unit>()
        val tasks = List(n) { i -> async { KotlinFunctions.waiting(event, i) } }
        yield()
        tasks.forEach { it.cancel() }
        tasks.joinAll()
        tasks.count { it.isCancelled }.toLong()
    }

    override fun emptyRuns(n: Int): Long {
        repeat(n) { run {} }
        return n.toLong()
    }

    override fun timers(n: Int): Long = run {
        repeat(n) { withTimeout(1.hours) {} }
        n.toLong()
    }

    override fun http(n: Int, url: String): Long = run {
        HttpCalls(n).use { calls -> List(n) { async { calls.lengthOf(url) } }.sum() }
    }

    private suspend fun List<Deferred<Int>>.sum(): Long = awaitAll().sumOf { it.toLong() }
}

/** The same on an executor of one thread. */
class KotlinOnExecutor :
    KotlinContender(
        Executors.newSingleThreadExecutor { task -> Thread(task).apply { isDaemon = true } }.asCoroutineDispatcher()
    )
