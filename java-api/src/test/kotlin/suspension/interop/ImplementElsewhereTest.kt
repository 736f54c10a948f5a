package suspension.interop

import java.io.IOException
import java.time.Duration.ofHours
import java.time.Duration.ofMillis
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.coroutineContext
import kotlin.coroutines.startCoroutine
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowable
import org.junit.jupiter.api.Test
import suspension.Async
import suspension.EventLoop
import suspension.bridge.awaitSuspending
import suspension.bridge.javaBody

/** Java implementations of suspend functions under dispatchers that are no loops of ours. */
@OptIn(kotlinx.coroutines.ExperimentalCoroutinesApi::class)
class ImplementElsewhereTest {

    private val log = CopyOnWriteArrayList<String>()

    @Test
    fun bodyHasAThreadOfItsOwnAndTheCallerKeepsItsDispatcher() = runTest {
        val caller = Thread.currentThread()
        val users = JavaUsers { if (Thread.currentThread() === caller) "the caller's thread" else "its own thread" }

        assertThat(users.find(1)).isEqualTo("its own thread")
        assertThat(Thread.currentThread()).isSameAs(caller)
    }

    @Test
    fun sleepTakesTheVirtualTimeOfATestDispatcher() = runTest {
        val users = JavaUsers {
            Async.sleep(ofHours(5))
            "rested"
        }

        assertThat(users.find(1)).isEqualTo("rested")
        assertThat(currentTime).isEqualTo(ofHours(5).toMillis())
    }

    @Test
    fun bodyHasTheWholeApi() = runTest {
        val users = JavaUsers {
            val a = Async.createTask(body { "a" })
            Async.gather(listOf(a, body { JavaUsers.ask(JavaUsers { "b" }, 1) })).joinToString("")
        }

        assertThat(users.find(1)).isEqualTo("ab")
    }

    @Test
    fun tasksStartedInABodyAreChildrenOfTheCaller() = runTest {
        val gate = CompletableDeferred<Unit>()
        val users = JavaUsers {
            Async.createTask(
                body {
                    Async.await(gate.asStage())
                    log.add("task done")
                }
            )
            "left it behind"
        }

        val caller = launch { log.add(users.find(1)!!) }
        while (log.isEmpty()) delay(1)
        gate.complete(Unit)
        caller.join()

        assertThat(log).containsExactly("left it behind", "task done")
    }

    @Test
    fun exceptionIsTheSameObject() = runTest {
        val failure = IOException("no such user")
        val users = JavaUsers { throw failure }

        assertThat(caught { users.find(1) }).isSameAs(failure)
    }

    @Test
    fun cancellationInterruptsABlockingCall() =
        runBlocking<Unit> {
            val blocked = CountDownLatch(1)
            val users = JavaUsers {
                try {
                    blocked.countDown()
                    CountDownLatch(1).await()
                } catch (e: InterruptedException) {
                    log.add("interrupted, flag ${Thread.currentThread().isInterrupted}")
                    throw e
                }
                null
            }
            val caller =
                launch(Dispatchers.IO) { log.add("ended by ${caught { users.find(1) }?.javaClass?.simpleName}") }
            blocked.await()

            caller.cancelAndJoin()

            assertThat(log).hasSize(2).first().isEqualTo("interrupted, flag false")
            assertThat(log[1]).contains("Cancellation")
        }

    @Test
    fun cancellationEndsAWait() = runTest {
        val users = JavaUsers {
            try {
                Async.await(CompletableDeferred<Unit>().asStage())
            } catch (e: CancellationException) {
                log.add("cancelled, flag ${Thread.currentThread().isInterrupted}")
                log.add("then ${catchThrowable { Async.yieldNow() }.javaClass.simpleName}")
                log.add("flag ${Thread.currentThread().isInterrupted}")
            }
            null
        }
        val caller = launch(Dispatchers.Default) { users.find(1) }
        withContext(Dispatchers.Default) { delay(20) }

        caller.cancelAndJoin()

        assertThat(log).containsExactly("cancelled, flag false", "then CancellationException", "flag false")
    }

    @Test
    fun requestMetAtAnAwaitLeavesNoInterruptBehind() =
        runBlocking<Unit> {
            val started = CountDownLatch(1)
            val cancelled = CountDownLatch(1)
            val users = JavaUsers {
                started.countDown()
                while (cancelled.count > 0) Thread.onSpinWait() // runs, and does not block
                log.add("flag " + Thread.currentThread().isInterrupted)
                log.add(catchThrowable { Async.sleep(ofMillis(1)) }.javaClass.simpleName)
                log.add("flag " + Thread.currentThread().isInterrupted)
                null
            }
            val caller = launch(Dispatchers.Default) { users.find(1) }
            started.await()
            caller.cancel()
            cancelled.countDown()
            caller.join()

            assertThat(log).containsExactly("flag true", "CancellationException", "flag false")
        }

    @Test
    fun uncancellableRegionIsNotInterrupted() =
        runBlocking<Unit> {
            val started = CountDownLatch(1)
            val cancelled = CountDownLatch(1)
            val users = JavaUsers {
                Async.uncancellable<RuntimeException> {
                    started.countDown()
                    while (cancelled.count > 0) Thread.onSpinWait()
                    log.add("inside " + Thread.currentThread().isInterrupted)
                }
                log.add("after " + Thread.currentThread().isInterrupted)
                Async.yieldNow()
                null
            }
            val caller = launch(Dispatchers.Default) { users.find(1) }
            started.await()
            caller.cancel()
            cancelled.countDown()
            caller.join()

            assertThat(log).containsExactly("inside false", "after true")
        }

    @Test
    fun nonCancellableCallerIsNotDisturbed() = runTest {
        val users = JavaUsers {
            Async.sleep(ofHours(1))
            "done"
        }
        val caller = launch { withContext(NonCancellable) { log.add(users.find(1)!!) } }
        delay(1)

        caller.cancelAndJoin()

        assertThat(log).containsExactly("done")
    }

    @Test
    fun callerWithoutADispatcherIsResumedByTheBody() {
        val done = CompletableDeferred<String?>()
        val users = JavaUsers { "plain" }

        suspend { users.find(1) }.startCoroutine(continuation { done.complete(it.getOrNull()) })

        assertThat(runBlocking { done.await() }).isEqualTo("plain")
    }

    @Test
    fun kotlinRunsAJavaBodyInItsContext() = runTest {
        val name = withContext(CoroutineName("reader")) { javaBody { Async.currentTask().name() } }

        assertThat(name).isEqualTo("reader")
        assertThat(coroutineContext[ContinuationInterceptor]).isNotNull()
    }

    @Test
    fun kotlinAwaitsATaskAndGetsItsVeryException() {
        val failure = IOException("lost")
        EventLoop.start().use { loop ->
            val good = loop.createTask(body { "value" })
            val bad = loop.createTask(body<String> { throw failure })

            runBlocking {
                assertThat(good.awaitSuspending()).isEqualTo("value")
                assertThat(caught { bad.awaitSuspending() }).isSameAs(failure)
            }
        }
    }

    @Test
    fun cancelledKotlinAwaiterLeavesTheTaskAlone() {
        EventLoop.start().use { loop ->
            val gate = CompletableDeferred<String>()
            val task = loop.createTask(body { Async.await(gate.asStage()) })
            runBlocking {
                val awaiter = async { task.awaitSuspending() }
                delay(1)
                awaiter.cancelAndJoin()
                gate.complete("unharmed")
                assertThat(task.awaitSuspending()).isEqualTo("unharmed")
            }
        }
    }
}
