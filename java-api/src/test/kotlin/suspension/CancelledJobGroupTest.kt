package suspension

import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.future.future
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowable
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import suspension.interop.Suspend

/** A group whose task Kotlin has cancelled, which is final: it still waits for its children, and lets them run. */
@Timeout(60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
internal class CancelledJobGroupTest {
    private val events = Events()
    private val childStarted = CountDownLatch(1)

    /** Who cancels. */
    enum class By {
        SCOPE {
            override fun cancel(loop: EventLoop, task: Task<*>) = loop.scope().cancel()
        },
        DEFERRED {
            override fun cancel(loop: EventLoop, task: Task<*>) = task.asDeferred().cancel()
        };

        abstract fun cancel(loop: EventLoop, task: Task<*>)
    }

    /** A group with a child that takes some turns to clean up. */
    private fun runGroup(within: () -> Unit) {
        try {
            TaskGroup.run { group: TaskGroup ->
                group.createTask(Action<Exception> { child() })
                within()
            }
            events.add("group succeeded")
        } catch (e: CancellationException) {
            events.add("group cancelled")
            throw e
        }
    }

    private fun child() {
        try {
            childStarted.countDown()
            TestBodies.forever()
        } finally {
            Async.uncancellable(Action<RuntimeException> { TestBodies.settle() })
            events.add("child cleaned up")
        }
    }

    private fun cancelsAGroup(by: By, within: () -> Unit) {
        val loop = EventLoop.start()
        val task = loop.createTask(Action<Exception> { runGroup(within) })
        TestBodies.awaitLatch(childStarted)
        Home.value(loop.createTask(Action<Exception> { TestBodies.settle() }))
        by.cancel(loop, task)
        Home.end(task)
        assertThat(task.isCancelled).isTrue()
        Home.close(loop)
        assertThat(events.all()).containsExactly("child cleaned up", "group cancelled")
    }

    @ParameterizedTest @EnumSource fun groupThatWaitsForItsChildrenGoesOnWaiting(by: By) = cancelsAGroup(by) {}

    @ParameterizedTest
    @EnumSource
    fun groupWhoseBodyWaitsEndsAfterItsChildren(by: By) = cancelsAGroup(by) { TestBodies.forever() }

    @Test
    fun timeoutAroundAJavaImplementationEndsTheGroup() {
        val loop = EventLoop.start()
        val caller =
            loop.scope().future {
                withTimeoutOrNull(20) { implemented { runGroup {} } }
                events.add("caller goes on")
            }
        caller.get(10, TimeUnit.SECONDS)
        Home.close(loop)
        assertThat(events.all()).containsExactly("child cleaned up", "group cancelled", "caller goes on")
    }

    @Test
    fun timeoutAroundAJavaImplementationOffALoopEndsTheGroup() {
        val loop = EventLoop.start()
        val caller =
            loop.scope().future {
                withTimeoutOrNull(200) { withContext(Dispatchers.Default) { implemented { runGroup {} } } }
                events.add("caller goes on")
            }
        caller.get(10, TimeUnit.SECONDS)
        Home.close(loop)
        assertThat(events.all()).containsExactly("child cleaned up", "group cancelled", "caller goes on")
    }

    @Test
    fun othersOfTheLoopGoOnMeanwhile() {
        val loop = EventLoop.start()
        val gate = CompletableFuture<String>()
        val task =
            loop.createTask(
                Action<Exception> {
                    TaskGroup.run { group: TaskGroup ->
                        group.createTask(
                            Action<Exception> {
                                childStarted.countDown()
                                Async.uncancellable(Awaitable<String, Exception> { Async.await(gate) })
                            }
                        )
                    }
                }
            )
        TestBodies.awaitLatch(childStarted)
        Home.value(loop.createTask(Action<Exception> { TestBodies.settle() }))
        task.asDeferred().cancel()
        assertThat(Home.value(loop.createTask(Awaitable<String, Exception> { "other" }))).isEqualTo("other")
        assertThat(task.isDone).isFalse()
        gate.complete("now end")
        Home.end(task)
        assertThat(task.isCancelled).isTrue()
        Home.close(loop)
    }

    @Test
    fun groupOffALoopParksUntilItsChildrenEnd() {
        val release = CompletableFuture<String>()
        val cancelled = CountDownLatch(1)
        val thread = CompletableFuture<Thread>()
        Place.DISPATCHER.open().use { home ->
            val task =
                home.start(
                    Action<Exception> {
                        TaskGroup.run { group: TaskGroup ->
                            group.createTask(
                                Action<Exception> {
                                    childStarted.countDown()
                                    Async.uncancellable(Awaitable<String, Exception> { Async.await(release) })
                                }
                            )
                            thread.complete(Thread.currentThread())
                            try {
                                TestBodies.forever()
                            } finally {
                                cancelled.countDown()
                            }
                        }
                    }
                )
            try {
                TestBodies.awaitLatch(childStarted)
                task.asDeferred().cancel()
                TestBodies.awaitLatch(cancelled)
                assertThat(parksSoon(thread.join())).`as`("the group parks").isTrue()
                assertThat(task.isDone).isFalse()
            } finally {
                release.complete("now end")
            }
            Home.end(task)
            assertThat(task.isCancelled).isTrue()
        }
    }

    private fun parksSoon(thread: Thread): Boolean {
        val deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos()
        while (System.nanoTime() < deadline) {
            if (thread.state == Thread.State.WAITING) return true
            Thread.yield()
        }
        return false
    }

    @Test
    fun failureOfAChildIsThrownThoughTheJobIsCancelled() {
        val loop = EventLoop.start()
        val task =
            loop.createTask(
                Action<Exception> {
                    val thrown = catchThrowable {
                        TaskGroup.run { group: TaskGroup ->
                            group.createTask(
                                Action<Exception> {
                                    childStarted.countDown()
                                    try {
                                        TestBodies.forever()
                                    } finally {
                                        throw IllegalArgumentException("bad clean-up")
                                    }
                                }
                            )
                        }
                    }
                    events.add(thrown.javaClass.simpleName)
                }
            )
        TestBodies.awaitLatch(childStarted)
        Home.value(loop.createTask(Action<Exception> { TestBodies.settle() }))
        task.asDeferred().cancel()
        Home.end(task)
        Home.close(loop)
        assertThat(events.all()).containsExactly("ExceptionGroup")
    }

    private suspend fun implemented(body: () -> Unit): Any? =
        suspendCoroutineUninterceptedOrReturn<Any?> { Suspend.implement(it, Awaitable<Any?, Exception> { body() }) }
}
