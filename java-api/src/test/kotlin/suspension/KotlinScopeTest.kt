package suspension

import java.util.concurrent.CancellationException
import kotlin.coroutines.coroutineContext
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.cancel
import kotlinx.coroutines.cancelChildren
import kotlinx.coroutines.future.future
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.assertj.core.api.Assertions.catchThrowable
import org.junit.jupiter.api.Test

/** What Kotlin does to a loop's scope and to tasks, and what bodies see of it. */
class KotlinScopeTest {
    private val events = Events()

    @Test
    fun kotlinCoroutinesOfTheScopeTakeTurnsWithBodies() {
        EventLoop.start().use { loop ->
            val task = loop.createTask(Awaitable<String, Exception> { "from Java" })
            val text = loop.scope().future { task.asDeferred().await() + " to Kotlin" }
            assertThat(text.join()).isEqualTo("from Java to Kotlin")
        }
    }

    @Test
    fun cancellingTheScopeIsFinal() {
        val loop = EventLoop.start()
        val task =
            loop.createTask(
                Awaitable<String, Exception> {
                    for (i in 1..2) {
                        val thrown = catchThrowable { TestBodies.forever() }
                        events.add(if (thrown is CancellationException) "cancelled" else "$thrown")
                    }
                    Async.uncancellable(Action<Exception> { TestBodies.settle() })
                    events.add("cleaned up")
                    "dropped"
                }
            )
        loop.run(Action<Exception> { TestBodies.settle() })
        loop.scope().cancel()
        assertThatThrownBy { task.join() }.isInstanceOf(CancellationException::class.java)
        assertThat(task.isCancelled).isTrue()
        assertThat(events.all()).containsExactly("cancelled", "cancelled", "cleaned up")
        loop.close()
    }

    @Test
    fun cancellingTheDeferredOfATaskIsFinal() {
        EventLoop.start().use { loop ->
            val task =
                loop.createTask(
                    Awaitable<String, Exception> {
                        events.add("${catchThrowable { TestBodies.forever() } is CancellationException}")
                        events.add("${catchThrowable { Async.yieldNow() } is CancellationException}")
                        "dropped"
                    }
                )
            loop.run(Action<Exception> { TestBodies.settle() })
            task.asDeferred().cancel()
            assertThatThrownBy { task.join() }.isInstanceOf(CancellationException::class.java)
        }
        assertThat(events.all()).containsExactly("true", "true")
    }

    @Test
    fun cancelledDeferredOfATaskThatHasNotStartedIsNeverEntered() {
        Async.run(
            Action<Exception> {
                val task = Async.createTask(Action<Exception> { events.add("entered") })
                task.asDeferred().cancel()
                TestBodies.settle()
                assertThat(task.isCancelled).isTrue()
            }
        )
        assertThat(events.all()).isEmpty()
    }

    @Test
    fun cancellingTheChildrenOfTheScopeReachesBodiesThatWait() {
        EventLoop.start().use { loop ->
            val alone = loop.createTask(Action<Exception> { cancelledAt("alone") })
            val shared = loop.createTask(Action<Exception> { cancelledAt("shared") })
            shared.asDeferred()
            loop.run(Action<Exception> { TestBodies.settle() })
            loop.scope().coroutineContext.cancelChildren()
            assertThatThrownBy { alone.join() }.isInstanceOf(CancellationException::class.java)
            assertThatThrownBy { shared.join() }.isInstanceOf(CancellationException::class.java)
        }
        assertThat(events.all()).containsExactlyInAnyOrder("alone is cancelled", "shared is cancelled")
    }

    @Test
    fun cancellingAJobBelowTheScopeReachesItsBody() {
        EventLoop.start().use { loop ->
            loop.scope().coroutineContext.job.children.forEach { it.cancelChildren() }
            val task = loop.createTask(Action<Exception> { cancelledAt("body") })
            loop.run(Action<Exception> { TestBodies.settle() })
            loop.scope().coroutineContext.job.children.single().children.last().cancel()
            assertThatThrownBy { task.join() }.isInstanceOf(CancellationException::class.java)
        }
        assertThat(events.all()).containsExactly("body is cancelled")
    }

    private fun cancelledAt(name: String) {
        val thrown = catchThrowable { TestBodies.forever() }
        if (thrown is CancellationException) events.add("$name is cancelled")
        throw thrown
    }

    @Test
    fun coroutineThatACalledFunctionLeavesBehindCancelsTheBodyWhenItFails() {
        val failure = IllegalArgumentException("bad")
        EventLoop.start().use { loop ->
            val task =
                loop.createTask(
                    Action<Exception> {
                        Async.await(SuspendCall<Any?> { CoroutineScope(coroutineContext).launch { throw failure } })
                        cancelledAt("body")
                    }
                )
            assertThatThrownBy { task.join() }.isSameAs(failure)
        }
        assertThat(events.all()).containsExactly("body is cancelled")
    }

    @Test
    fun taskIsDoneBeforeWhoeverWaitsForItsDeferredIsTold() {
        EventLoop.start().use { loop ->
            val gate = CompletableDeferred<Unit>()
            val body = loop.createTask(Awaitable<Any?, Exception> { Async.await(SuspendCall<Any?> { gate.await() }) })
            val function = loop.createTask(SuspendCall<Any?> { gate.await() })
            for (task in listOf(body, function)) {
                task.asDeferred().invokeOnCompletion { events.add("${task.isDone}") }
            }
            gate.complete(Unit)
            body.join()
            function.join()
        }
        assertThat(events.all()).containsExactly("true", "true")
    }

    @Test
    fun uncaughtErrorOfACoroutineInTheScopeIsReported() {
        val loop = EventLoop.builder().exceptionHandler { events.add(it.exception().message!!) }.build()
        loop.scope().launch { throw IllegalStateException("bad") }
        loop.run(Action<Exception> { TestBodies.settle() })
        assertThat(loop.createTask(Awaitable<String, Exception> { "alive" }).join()).isEqualTo("alive")
        loop.close()
        assertThat(events.all()).containsExactly("bad")
    }

    @Test
    fun closingCancelsKotlinCoroutinesAndWaitsForThem() {
        val loop = EventLoop.start()
        val started = CompletableDeferred<Unit>()
        loop.scope().launch {
            try {
                started.complete(Unit)
                CompletableDeferred<Unit>().await()
            } finally {
                events.add("cleaned up")
            }
        }
        loop.run(SuspendCall<Any?> { started.await() })
        loop.close()
        assertThat(events.all()).containsExactly("cleaned up")
    }
}
