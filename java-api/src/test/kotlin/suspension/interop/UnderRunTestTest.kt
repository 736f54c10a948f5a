package suspension.interop

import java.time.Duration.ofHours
import java.time.Duration.ofMillis
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asContextElement
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.StandardTestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.advanceTimeBy
import kotlinx.coroutines.test.advanceUntilIdle
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.resetMain
import kotlinx.coroutines.test.runCurrent
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.setMain
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import suspension.Async
import suspension.AsyncTimeoutException
import suspension.EventLoop
import suspension.TaskScope
import suspension.bridge.javaBody
import suspension.sync.AsyncEvent
import suspension.sync.AsyncQueue

/**
 * Java code under Kotlin's `runTest`: each slice of a body runs inside a step of the test's scheduler, so virtual time
 * is as exact as for Kotlin's code, each time.
 */
@OptIn(ExperimentalCoroutinesApi::class)
@Timeout(60)
class UnderRunTestTest {

    private val log = CopyOnWriteArrayList<String>()

    private suspend fun sleep(millis: Long) = javaBody { Async.sleep(ofMillis(millis)) }

    // Virtual time

    @Test
    fun advanceUntilIdleWaitsForEverySlice() =
        repeat(ROUNDS) {
            runTest {
                val done = CompletableDeferred<Long>()
                launch {
                    sleep(5)
                    done.complete(currentTime)
                }
                advanceUntilIdle()
                assertThat(done.isCompleted).isTrue()
                assertThat(done.await()).isEqualTo(5)
            }
        }

    @Test
    fun timeIsExactToTheMillisecond() =
        repeat(ROUNDS) {
            runTest {
                val task = launch { repeat(3) { sleep(5) } }
                runCurrent()
                advanceTimeBy(15)
                assertThat(task.isCompleted).isFalse()
                runCurrent()
                assertThat(task.isCompleted).isTrue()
                assertThat(currentTime).isEqualTo(15)
            }
        }

    @Test
    fun bodiesAndCoroutinesGoOnInTheOrderOfTheirTimers() =
        repeat(ROUNDS) {
            log.clear()
            runTest {
                for (each in 1..3) {
                    launch {
                        sleep(5)
                        log.add("Java $each at $currentTime")
                    }
                    launch {
                        delay(5)
                        log.add("Kotlin $each at $currentTime")
                    }
                }
                runCurrent()
                delay(5)
                log.add("test")
            }
            assertThat(log)
                .containsExactly(
                    "Java 1 at 5",
                    "Kotlin 1 at 5",
                    "Java 2 at 5",
                    "Kotlin 2 at 5",
                    "Java 3 at 5",
                    "Kotlin 3 at 5",
                    "test",
                )
        }

    @Test
    fun bodyThatDoesNotSuspendReturnsInPlace() = runTest {
        launch {
            log.add(javaBody { "Java" })
            log.add("caller")
        }
        launch { log.add("other") }
        runCurrent()
        assertThat(log).containsExactly("Java", "caller", "other")
    }

    @Test
    fun timeoutsOfTheBodyAreVirtual() = runTest {
        val failure = caught {
            javaBody {
                val limit = ofHours(1)
                Async.timeout<Unit, RuntimeException>(limit) { timeout ->
                    Async.sleep(ofMillis(10))
                    log.add("left: ${timeout.`when`().get()}")
                    Async.sleep(ofHours(9))
                }
            }
        }
        assertThat(failure).isInstanceOf(AsyncTimeoutException::class.java)
        assertThat(currentTime).isEqualTo(ofHours(1).toMillis())
        assertThat(log).containsExactly("left: PT59M59.99S")
    }

    @Test
    fun kotlinsTimeoutCancelsTheBody() = runTest {
        val value =
            withTimeoutOrNull(50) {
                javaBody {
                    try {
                        Async.sleep(ofHours(1))
                    } catch (e: CancellationException) {
                        log.add("cancelled at $currentTime")
                        throw e
                    }
                }
            }
        assertThat(value).isNull()
        assertThat(log).containsExactly("cancelled at 50")
    }

    @Test
    fun bodiesInTheBackgroundKeepNoTestWaiting() = runTest {
        backgroundScope.launch {
            javaBody {
                while (true) {
                    Async.sleep(ofMillis(1))
                    log.add("tick")
                }
            }
        }
        delay(3)
        advanceUntilIdle()
        assertThat(log).startsWith("tick", "tick").hasSizeLessThan(5)
    }

    // What a body does

    @Test
    fun tasksOfABodyRunInTheStepsToo() =
        repeat(ROUNDS) {
            log.clear()
            runTest {
                launch {
                    val all = javaBody {
                        val tasks =
                            (1..3).map { each ->
                                body {
                                    log.add("begin $each")
                                    Async.sleep(ofMillis(10L * each))
                                    log.add("end $each at $currentTime")
                                    each
                                }
                            }
                        log.add("gather")
                        Async.gather(tasks)
                    }
                    log.add(all.toString())
                }
                advanceUntilIdle()
            }
            assertThat(log)
                .containsExactly(
                    "gather",
                    "begin 1",
                    "begin 2",
                    "begin 3",
                    "end 1 at 10",
                    "end 2 at 20",
                    "end 3 at 30",
                    "[1, 2, 3]",
                )
        }

    @Test
    fun javaCallsKotlinCallsJava() =
        repeat(ROUNDS) {
            runTest {
                val inner = JavaUsers {
                    Async.sleep(ofMillis(7))
                    "Asha"
                }
                val outer = JavaUsers { JavaUsers.ask(inner, 1) + JavaUsers.ask(inner, 2) }
                val answer = async { Directory(outer).describe(1) }
                advanceUntilIdle()
                assertThat(answer.isCompleted).isTrue()
                assertThat(answer.await()).isEqualTo("user AshaAsha")
                assertThat(currentTime).isEqualTo(14)
            }
        }

    @Test
    fun locksAndQueuesHandOverInTheSteps() =
        repeat(ROUNDS) {
            log.clear()
            runTest {
                val queue = AsyncQueue.bounded<Int>(1)
                val reader = launch { javaBody { repeat(5) { log.add("got ${queue.get()} at $currentTime") } } }
                launch {
                    javaBody {
                        repeat(5) {
                            queue.put(it)
                            Async.sleep(ofMillis(1))
                        }
                    }
                }
                advanceUntilIdle()
                assertThat(reader.isCompleted).isTrue()
            }
            assertThat(log).containsExactlyElementsOf((0..4).map { "got $it at $it" })
        }

    @Test
    fun yieldLetsOthersRun() = runTest {
        launch {
            javaBody {
                log.add("Java")
                Async.yieldNow()
                log.add("Java again")
            }
        }
        launch {
            log.add("Kotlin")
            yield()
            log.add("Kotlin again")
        }
        runCurrent()
        assertThat(log).containsExactly("Java", "Kotlin", "Java again", "Kotlin again")
    }

    @Test
    fun kotlinWakesABodyThroughAChannel() = runTest {
        val channel = Channel<Int>()
        val sum = async { javaBody { Channels.receive(channel) + Channels.receive(channel) } }
        runCurrent()
        channel.send(1)
        channel.send(2)
        runCurrent()
        assertThat(sum.await()).isEqualTo(3)
    }

    @Test
    fun tasksOfATaskScopeAreSteppedToo() =
        repeat(ROUNDS) {
            runTest {
                val task =
                    TaskScope.of(this)
                        .createTask(
                            body {
                                Async.sleep(ofMillis(5))
                                "value"
                            }
                        )
                assertThat(task.isDone).isFalse()
                advanceUntilIdle()
                assertThat(task.resultNow()).isEqualTo("value")
            }
        }

    @Test
    fun oneBodyRunsAtATime() = runTest {
        var shared = 0
        repeat(20) {
            launch {
                javaBody {
                    repeat(20) {
                        val before = shared
                        Thread.yield()
                        shared = before + 1
                        Async.sleep(ofMillis(1))
                    }
                }
            }
        }
        advanceUntilIdle()
        assertThat(shared).isEqualTo(400)
    }

    @Test
    fun elementsAreInstalledWhereverTheBodyRuns() = runTest {
        val local = ThreadLocal.withInitial { "none" }
        withContext(local.asContextElement("request")) {
            javaBody {
                log.add(local.get())
                Async.sleep(ofMillis(1))
                log.add(local.get())
            }
            log.add(local.get())
        }
        assertThat(local.get()).isEqualTo("none")
        assertThat(log).containsExactly("request", "request", "request")
    }

    @Test
    fun codeOnOtherThreadsMayWakeABody() = runTest {
        val stage = CompletableFuture<String>()
        val waiting = async { javaBody { Async.await(stage) } }
        runCurrent()
        Thread { stage.complete("from elsewhere") }.start()
        assertThat(waiting.await()).isEqualTo("from elsewhere")
    }

    @Test
    fun bodiesOnDispatchersWithThreadsAreNotStepped() = runTest {
        withContext(Dispatchers.IO) {
            val gate = CountDownLatch(1)
            launch { javaBody { gate.await() } }
            javaBody { gate.countDown() }
        }
        assertThat(currentTime).isZero()
    }

    // Ends

    @Test
    fun failuresArriveAtTheTimeAndAsTheSameObject() = runTest {
        val failure = IllegalArgumentException("no")
        val thrown = caught {
            javaBody<Unit> {
                Async.sleep(ofMillis(3))
                throw failure
            }
        }
        assertThat(thrown).isSameAs(failure)
        assertThat(caught { javaBody<Unit> { throw failure } }).isSameAs(failure)
        assertThat(currentTime).isEqualTo(3)
    }

    @Test
    fun cancellingEndsABodyInTheStepsToo() =
        repeat(ROUNDS) {
            log.clear()
            runTest {
                val job = launch {
                    javaBody {
                        try {
                            Async.sleep(ofHours(1))
                        } finally {
                            log.add("cleaned up at $currentTime")
                        }
                    }
                }
                delay(5)
                job.cancel()
                assertThat(log).isEmpty()
                runCurrent()
                assertThat(log).containsExactly("cleaned up at 5")
                assertThat(job.isCompleted).isTrue()
            }
        }

    @Test
    fun callerThatIsCancelledBeforeNeverEnters() = runTest {
        val job =
            launch(start = kotlinx.coroutines.CoroutineStart.UNDISPATCHED) {
                coroutineContext.cancel()
                javaBody { log.add("entered") }
            }
        advanceUntilIdle()
        assertThat(job.isCancelled).isTrue()
        assertThat(log).isEmpty()
    }

    @Test
    fun callerWaitsForTheTasksThatABodyLeavesBehind() = runTest {
        javaBody {
            Async.createTask(
                body {
                    Async.sleep(ofMillis(20))
                    log.add("left behind, done at $currentTime")
                }
            )
            log.add("returned")
        }
        advanceUntilIdle()
        assertThat(log).containsExactly("returned", "left behind, done at 20")
    }

    @Test
    fun interruptOfTheTestReachesTheBody() = runTest {
        val test = Thread.currentThread()
        val thrown = caught {
            javaBody {
                test.interrupt()
                CountDownLatch(1).await()
            }
        }
        assertThat(thrown).isInstanceOf(InterruptedException::class.java)
        assertThat(Thread.interrupted()).isFalse()
    }

    @Test
    fun interruptThatABodyIgnoresStaysWithTheTest() = runTest {
        val test = Thread.currentThread()
        javaBody {
            test.interrupt()
            while (!Thread.currentThread().isInterrupted) Thread.onSpinWait()
        }
        assertThat(Thread.interrupted()).isTrue()
        javaBody { log.add("interrupted: ${Thread.currentThread().isInterrupted}") }
        assertThat(log).containsExactly("interrupted: false")
    }

    @Test
    fun blockingTheSchedulerForATaskOfItsOwnIsRefused() = runTest {
        val failure = caught {
            javaBody {
                val task = Async.createTask(body { Async.sleep(ofMillis(1)) })
                task.join()
            }
        }
        assertThat(failure).isInstanceOf(IllegalStateException::class.java).hasMessageContaining("test scheduler")
    }

    // Other dispatchers of a test

    @Test
    fun unconfinedBodiesStartAndGoOnInPlace() =
        repeat(ROUNDS) {
            log.clear()
            runTest(UnconfinedTestDispatcher()) {
                val job = launch {
                    javaBody {
                        log.add("began")
                        Async.sleep(ofMillis(5))
                        log.add("at $currentTime")
                    }
                    log.add("caller")
                }
                log.add("launched")
                delay(5)
                log.add("test")
                job.join()
            }
            assertThat(log).containsExactly("began", "launched", "at 5", "caller", "test")
        }

    @Test
    fun unconfinedBodiesWakeEachOther() =
        repeat(ROUNDS) {
            log.clear()
            runTest(UnconfinedTestDispatcher()) {
                val event = AsyncEvent()
                val queue = AsyncQueue.unbounded<Int>()
                val waiting = launch {
                    javaBody {
                        event.await()
                        repeat(3) { log.add("got ${queue.get()}") }
                    }
                }
                launch {
                    javaBody {
                        val task = Async.createTask(body { repeat(3) { queue.put(it) } })
                        event.set()
                        task.await()
                    }
                }
                advanceUntilIdle()
                assertThat(waiting.isCompleted).isTrue()
            }
            assertThat(log).containsExactly("got 0", "got 1", "got 2")
        }

    @Test
    fun manyCallsInARowNeedNoMoreThreads() =
        runTest(UnconfinedTestDispatcher()) {
            val before = Thread.activeCount()
            repeat(2_000) { javaBody { Async.yieldNow() } }
            repeat(2_000) { sleep(1) }
            assertThat(Thread.activeCount()).isLessThan(before + 50)
        }

    @Test
    fun mainDispatcherOfATestIsSteppedToo() {
        for (dispatcher in listOf(StandardTestDispatcher(), UnconfinedTestDispatcher())) {
            Dispatchers.setMain(dispatcher)
            try {
                val model = CoroutineScope(SupervisorJob() + Dispatchers.Main)
                runTest {
                    val event = AsyncEvent()
                    val loaded = model.async {
                        javaBody {
                            event.await()
                            Async.sleep(ofMillis(5))
                            Async.timeout<String, RuntimeException>(ofMillis(8)) { limit ->
                                "left ${limit.`when`().get()}"
                            }
                        }
                    }
                    runCurrent()
                    event.set()
                    advanceUntilIdle()
                    assertThat(loaded.isCompleted).isTrue()
                    assertThat(loaded.await()).isEqualTo("left PT0.008S")
                    assertThat(currentTime).isEqualTo(5)
                }
                model.cancel()
            } finally {
                Dispatchers.resetMain()
            }
        }
    }

    @Test
    fun viewOfATestDispatcherIsSteppedToo() =
        repeat(ROUNDS) {
            runTest {
                val view = StandardTestDispatcher(testScheduler).limitedParallelism(1)
                val job = launch(view) { sleep(5) }
                advanceUntilIdle()
                assertThat(job.isCompleted).isTrue()
                assertThat(currentTime).isEqualTo(5)
            }
        }

    @Test
    fun schedulerThatIsDrivenByHand() {
        val scope = TestScope()
        val job = scope.launch { sleep(5) }
        scope.advanceTimeBy(5.milliseconds)
        assertThat(job.isCompleted).isFalse()
        scope.runCurrent()
        assertThat(job.isCompleted).isTrue()
    }

    @Test
    fun loopsKeepTheirOwnTime() = runTest {
        EventLoop.start("apart").use { loop ->
            withContext(loop.dispatcher()) { javaBody { Async.sleep(ofMillis(1)) } }
        }
        assertThat(currentTime).isZero()
    }

    private companion object {
        const val ROUNDS = 1000

        suspend fun caught(block: suspend () -> Unit): Throwable? =
            try {
                block()
                null
            } catch (e: Throwable) {
                e
            }
    }
}
