package suspension.bridge.loop

import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import suspension.bridge.task.BodyTask
import suspension.bridge.task.Carrier
import suspension.bridge.task.SuspendTask
import suspension.bridge.task.TaskHost

/** The loop as Kotlin's dispatcher, and Kotlin's context around the slices of Java bodies. */
class KotlinOnTheLoopTest {

    private fun <T> CompletableFuture<T>.soon(): T = get(30, TimeUnit.SECONDS)

    @Test
    fun coroutinesAndBodiesTakeTurns() {
        val log = mutableListOf<String>()
        TestLoop().use { test ->
            val coroutine =
                test.loop.scope().future {
                    repeat(3) {
                        log.add("coroutine $it")
                        yield()
                    }
                }
            val body =
                test.start(
                    Callable {
                        repeat(3) {
                            log.add("body $it")
                            TestLoop.yieldTurn()
                        }
                    }
                )
            coroutine.soon()
            TestLoop.get(body)
        }
        assertThat(log).filteredOn { it.startsWith("c") }.containsExactly("coroutine 0", "coroutine 1", "coroutine 2")
        assertThat(log).filteredOn { it.startsWith("b") }.containsExactly("body 0", "body 1", "body 2")
    }

    @Test
    fun aCoroutineOfAnotherScopeThatIsDelayedOnTheLoopGoesOnWhenTheLoopHasClosed() {
        val test = TestLoop()
        val started = CompletableFuture<Unit>()
        val result =
            CoroutineScope(Dispatchers.Default).future {
                try {
                    withContext(test.loop.dispatcher()) {
                        started.complete(Unit)
                        delay(200)
                        "went on"
                    }
                } catch (e: CancellationException) {
                    "was cancelled"
                }
            }
        started.soon()
        test.close()
        assertThat(result.soon()).isIn("went on", "was cancelled")
    }

    @Test
    fun aCoroutineOfTheLoopIsCancelledWhenItCloses() {
        val test = TestLoop()
        val log = mutableListOf<String>()
        val started = CompletableFuture<Unit>()
        test.loop.scope().launch {
            try {
                started.complete(Unit)
                delay(3_600_000)
            } finally {
                log.add("cleaned up")
            }
        }
        started.soon()
        test.close()
        assertThat(log).containsExactly("cleaned up")
    }

    @Test
    fun anUncaughtErrorOfACoroutineReachesTheHandlerOfTheLoop() {
        val failure = IllegalArgumentException("no")
        val test = TestLoop()
        test.use { it.loop.scope().launch { throw failure } }
        assertThat(test.errors.map { it.failure() }).containsExactly(failure)
    }

    @Test
    fun elementsAreInstalledAroundEachSliceOfABody() {
        val element = Recorder()
        TestLoop().use { test ->
            val context = test.loop.scope().coroutineContext + element
            val body =
                BodyTask(
                    test.loop,
                    context,
                    null,
                    Callable { element.log("first").also { TestLoop.yieldTurn() } + element.log("second") },
                )
            body.setHandle(body)
            test.loop.execute { // on the loop, so that neither begins before both are there
                body.start()
                test.start { element.log("other") }
            }
            test.run { "both have been started" }
            TestLoop.get(body)
        }
        assertThat(element.log)
            .containsExactly(
                "install",
                "first inside",
                "restore",
                "other outside",
                "install",
                "second inside",
                "restore",
            )
    }

    @Test
    fun cancellingTheJobIsFinalForTheBody() {
        val log = mutableListOf<String>()
        TestLoop().use { test ->
            val body =
                test.start(
                    Callable {
                        repeat(3) {
                            try {
                                TestLoop.waiter().await()
                            } catch (e: CancellationException) {
                                log.add("cancelled $it")
                            }
                        }
                        "a value"
                    }
                )
            test.run { "started" }
            body.sharedDeferred().cancel()
            assertThatThrownBy { TestLoop.get(body) }.hasCauseInstanceOf(CancellationException::class.java)
        }
        assertThat(log).containsExactly("cancelled 0", "cancelled 1", "cancelled 2")
    }

    @Test
    fun askingForTheDeferredAgainAndAgainLeavesNothingBehind() {
        TestLoop().use { test ->
            val body = test.start { TestLoop.waiter().await() }
            val before = usedHeap()
            repeat(1_000_000) { body.sharedDeferred() }
            assertThat(usedHeap() - before).isLessThan(8_000_000)
            body.cancel(null)
        }
    }

    private fun usedHeap(): Long {
        System.gc()
        return Runtime.getRuntime().run { totalMemory() - freeMemory() }
    }

    @Test
    fun elementThatCannotBeInstalledFailsTheTask() {
        val failure = IllegalArgumentException("bad")
        val element =
            object : ThreadContextElement<Unit> {
                override val key: CoroutineContext.Key<*> = Recorder

                override fun updateThreadContext(context: CoroutineContext) = throw failure

                override fun restoreThreadContext(context: CoroutineContext, oldState: Unit) {}
            }
        TestLoop().use { test ->
            val context = test.loop.scope().coroutineContext + element
            val tasks = listOf(BodyTask(test.loop, context, null) { "" }, function(test.loop, context))
            for (task in tasks) {
                task.setHandle(task)
                task.start()
                assertThatThrownBy { TestLoop.get(task) }.rootCause().isSameAs(failure)
            }
        }
    }

    private fun function(host: TaskHost, context: CoroutineContext): SuspendTask<String> =
        object : SuspendTask<String>(host, context, null) {
            override fun call(continuation: Continuation<String>) = ""

            override fun callClass(): Class<*> = javaClass
        }

    /** An element that can be seen to be installed, on whichever thread. */
    private class Recorder : ThreadContextElement<Boolean> {
        companion object Key : CoroutineContext.Key<Recorder>

        override val key: CoroutineContext.Key<Recorder> = Key
        val log = mutableListOf<String>()
        private var inside = false

        fun log(line: String): String = line.also { log.add("$it ${if (inside) "inside" else "outside"}") }

        override fun updateThreadContext(context: CoroutineContext): Boolean {
            if (context[Job] == null || Carrier.currentBody() == null) return inside
            log.add("install")
            return inside.also { inside = true }
        }

        override fun restoreThreadContext(context: CoroutineContext, oldState: Boolean) {
            if (Carrier.currentBody() == null) return
            log.add("restore")
            inside = oldState
        }
    }
}
