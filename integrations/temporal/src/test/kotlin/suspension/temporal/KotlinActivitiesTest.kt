package suspension.temporal

import io.mockk.coEvery
import io.mockk.mockk
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.await
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Test
import suspension.Async
import suspension.remote.NotDoneException
import suspension.remote.NotKnownException
import suspension.temporal.Engine.Steps
import suspension.temporal.Engine.Work

/** Activities that are suspend functions, and workflows that Kotlin code awaits. */
class KotlinActivitiesTest {

    interface Kitchen {
        suspend fun brew(what: String): String
    }

    /** Has the functions of [Steps], but they suspend. */
    class KitchenSteps(private val kitchen: Kitchen) {
        suspend fun step(what: String): String = kitchen.brew(what)
    }

    private val kitchen = mockk<Kitchen>()

    private fun engine() =
        Engine().run {
            with(Engine.options().build(), SuspendActivities.of(loop, Steps::class.java, KitchenSteps(kitchen)))
        }

    @Test
    fun aSuspendFunctionGivesTheActivitysResult() {
        coEvery { kitchen.brew("chai") } coAnswers
            {
                delay(10.milliseconds)
                "chai of " + RunningActivity.current().info().workflowId
            }
        engine().use { engine ->
            val cup = runBlocking { engine.workflows.await<Work, _>("order-1") { it.work("chai") } }
            assertThat(cup).isEqualTo("chai of order-1")
        }
    }

    @Test
    fun cancellingTheCallerCancelsTheSuspendFunction() {
        val started = CompletableFuture<Unit>()
        val ended = CompletableFuture<String>()
        coEvery { kitchen.brew("chai") } coAnswers
            {
                started.complete(Unit)
                try {
                    delay(30.seconds)
                    "never"
                } catch (e: CancellationException) {
                    ended.complete("cancelled at the worker")
                    throw e
                }
            }
        engine().use { engine ->
            runBlocking {
                val caller = async { engine.workflows.await<Work, _>("order-2") { it.work("chai") } }
                started.await()
                caller.cancelAndJoin()
                assertThat(ended).isCompletedWithValue("cancelled at the worker")
            }
        }
    }

    @Test
    fun whatIsReturnedAfterARequestToCancelIsDone() {
        val started = CompletableFuture<Unit>()
        coEvery { kitchen.brew("chai") } coAnswers
            {
                val job = currentCoroutineContext().job
                withContext(NonCancellable) {
                    started.complete(Unit)
                    while (job.isActive) delay(10.milliseconds)
                    "chai"
                }
            }
        engine().use { engine ->
            val failure = runBlocking {
                supervisorScope {
                    val caller = async { engine.workflows.await<Work, _>("order-3") { it.work("chai") } }
                    started.await()
                    caller.cancel()
                    runCatching { caller.await() }.exceptionOrNull()
                }
            }
            assertThat(failure).isExactlyInstanceOf(NotKnownException::class.java)
            assertThat(failure).hasMessageContaining("done are [Step]")
        }
    }

    /** Has no frame of its own while it waits. */
    class TailSteps(private val started: CompletableFuture<Unit>, private val value: CompletableDeferred<String>) {
        suspend fun step(what: String): String {
            started.complete(Unit)
            return value.await()
        }
    }

    @Test
    fun whatComesBeforeTheRequestToCancelIsDone() {
        val started = CompletableFuture<Unit>()
        val value = CompletableDeferred<String>()
        Engine().use { engine ->
            val steps = SuspendActivities.of(engine.loop, Steps::class.java, TailSteps(started, value))
            engine.with(Engine.once(), steps)
            started.thenRun {
                engine.loop.execute {
                    value.complete("chai")
                    Async.allTasks().forEach { it.cancel() }
                }
            }
            val cup = runBlocking { engine.workflows.await<Work, _>("order-4") { it.work("chai") } }
            assertThat(cup).isEqualTo("chai")
        }
    }

    /** Is asked to end, and does not suspend after it. */
    class HastySteps {
        suspend fun step(what: String): String {
            currentCoroutineContext().cancel()
            return what
        }
    }

    @Test
    fun whatIsReturnedWithoutSuspendingIsDoneToo() {
        Engine().use { engine ->
            engine.with(Engine.once(), SuspendActivities.of(engine.loop, Steps::class.java, HastySteps()))
            val cup = runBlocking { engine.workflows.await<Work, _>("order-6") { it.work("chai") } }
            assertThat(cup).isEqualTo("chai")
        }
    }

    /** Returns, and leaves a coroutine that fails. */
    class FailingSteps {
        suspend fun step(what: String): String {
            CoroutineScope(currentCoroutineContext()).launch { error("out of tea") }
            return what
        }
    }

    @Test
    fun whatIsReturnedBeforeACoroutineOfItsOwnFailsIsAFailure() {
        Engine().use { engine ->
            engine.with(Engine.once(), SuspendActivities.of(engine.loop, Steps::class.java, FailingSteps()))
            assertThatThrownBy { runBlocking { engine.workflows.await<Work, _>("order-5") { it.work("chai") } } }
                .isExactlyInstanceOf(NotDoneException::class.java)
                .hasStackTraceContaining("out of tea")
        }
    }
}
