package suspension

import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import kotlin.coroutines.coroutineContext
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource

/** A body whose code has ended, while a coroutine still runs that a function it awaited has left behind. */
@Timeout(60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
internal class LeftBehindCoroutineTest {
    private val events = Events()
    private val ended = CountDownLatch(1)

    /** Waits for ever in a coroutine that outlives the call. */
    private suspend fun leavesACoroutineBehind() {
        val started = CompletableDeferred<Unit>()
        CoroutineScope(coroutineContext).launch {
            try {
                started.complete(Unit)
                awaitCancellation()
            } finally {
                events.add("left-behind coroutine cancelled")
            }
        }
        started.await()
    }

    private fun Home.startTaskThatLeavesACoroutineBehind(): Task<String> {
        val task =
            start(
                Awaitable<String, Exception> {
                    Async.await(SuspendCall<Any?> { leavesACoroutineBehind() })
                    ended.countDown()
                    "code has ended"
                }
            )
        TestBodies.awaitLatch(ended)
        Home.value(start(Action<Exception> { TestBodies.settle() })) // a loop is past the end of the body then
        return task
    }

    @ParameterizedTest
    @EnumSource
    fun cancelReachesTheCoroutineAndTheTaskEndsCancelled(place: Place) {
        place.open().use { home ->
            val task = home.startTaskThatLeavesACoroutineBehind()
            assertThat(task.isDone).isFalse()
            assertThat(task.cancel()).isTrue()
            Home.end(task)
            assertThat(task.isCancelled).isTrue()
            assertThat(task.cancel()).isFalse()
        }
        assertThat(events.all()).containsExactly("left-behind coroutine cancelled")
    }

    @ParameterizedTest
    @EnumSource
    fun closingCancelsTheCoroutineAndEnds(place: Place) {
        val task = place.open().use { home -> home.startTaskThatLeavesACoroutineBehind() }
        assertThat(task.isCancelled).isTrue()
        assertThat(events.all()).containsExactly("left-behind coroutine cancelled")
    }

    @ParameterizedTest
    @EnumSource
    fun cancelledAwaiterOfTheTaskPassesItsRequestOn(place: Place) {
        place.open().use { home ->
            val task = home.startTaskThatLeavesACoroutineBehind()
            val waits = CountDownLatch(1)
            val awaiter =
                home.start(
                    Awaitable<String, Exception> {
                        waits.countDown()
                        task.await()
                    }
                )
            TestBodies.awaitLatch(waits)
            Home.value(home.start(Action<Exception> { TestBodies.settle() }))
            awaiter.cancel()
            Home.end(awaiter)
            assertThat(awaiter.isCancelled).isTrue()
            assertThat(task.isCancelled).isTrue()
        }
        assertThat(events.all()).containsExactly("left-behind coroutine cancelled")
    }

    @ParameterizedTest
    @EnumSource
    fun cancelledAwaiterMeetsItsRequestWhenTheCoroutineHasEnded(place: Place) {
        place.open().use { home ->
            val task = home.startTaskThatLeavesACoroutineBehind()
            val awaiter =
                home.start(
                    Awaitable<String, Exception> {
                        try {
                            task.await()
                        } catch (e: CancellationException) {
                            events.add("awaiter cancelled")
                            "all the same"
                        }
                    }
                )
            Home.value(home.start(Action<Exception> { TestBodies.untilWaiting(awaiter) }))
            awaiter.cancel()
            assertThat(Home.value(awaiter)).isEqualTo("all the same")
        }
        assertThat(events.all()).containsExactly("left-behind coroutine cancelled", "awaiter cancelled")
    }

    @Test
    fun groupCancelsTheCoroutineOfAChildWhenAnotherFails() {
        Place.LOOP.open().use { home ->
            val group =
                home.start(
                    Action<Exception> {
                        TaskGroup.run { group: TaskGroup ->
                            group.createTask(
                                Action<Exception> { Async.await(SuspendCall<Any?> { leavesACoroutineBehind() }) }
                            )
                            TestBodies.settle()
                            group.createTask(Action<Exception> { throw IllegalArgumentException("bad") })
                        }
                    }
                )
            Home.end(group)
            assertThat(group.exceptionNow()).isInstanceOf(ExceptionGroup::class.java)
        }
        assertThat(events.all()).containsExactly("left-behind coroutine cancelled")
    }

    @ParameterizedTest
    @EnumSource
    fun nobodyCancelsAndTheValueComesWhenTheCoroutineHasEnded(place: Place) {
        val gate = CompletableFuture<String>()
        place.open().use { home ->
            val release = CompletableDeferred<Unit>()
            val task =
                home.start(
                    Awaitable<String, Exception> {
                        Async.await(SuspendCall<Any?> { CoroutineScope(coroutineContext).launch { release.await() } })
                        gate.complete("ended")
                        "value"
                    }
                )
            gate.join()
            Home.value(home.start(Action<Exception> { TestBodies.settle() }))
            assertThat(task.isDone).isFalse()
            assertThat(task.asDeferred().job.isActive).isTrue()
            release.complete(Unit)
            assertThat(Home.value(task)).isEqualTo("value")
        }
    }
}
