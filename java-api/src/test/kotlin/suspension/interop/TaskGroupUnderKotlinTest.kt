package suspension.interop

import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowable
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import suspension.Action
import suspension.Async
import suspension.ExceptionGroup
import suspension.SuspendCall
import suspension.Task
import suspension.TaskGroup

/** Java implementations that use a group, off a loop, and are cancelled by the Kotlin code that calls them. */
@Timeout(60)
class TaskGroupUnderKotlinTest {

    enum class Place(val dispatcher: CoroutineDispatcher) {
        IO(Dispatchers.IO),
        DEFAULT(Dispatchers.Default),
    }

    /** What the group's body does once it has started its tasks. */
    enum class Parent(val wait: () -> Unit) {
        AT_ITS_END({}),
        SUSPENDED({ forever() }),
        BLOCKED({ CountDownLatch(1).await() }),
    }

    private val log = CopyOnWriteArrayList<String>()
    private val tasks = CopyOnWriteArrayList<Task<*>>()

    /** Opens when all tasks wait. */
    private val waiting = CountDownLatch(2)

    private val body = CompletableFuture<Task<*>>()

    private fun users(parent: Parent) = JavaUsers {
        body.complete(Async.currentTask())
        try {
            TaskGroup.run { group -> startTasks(group, parent) }
        } catch (e: Throwable) {
            log.add(if (e is CancellationException) "cancelled" else e.toString())
            throw e
        }
        "in time"
    }

    private fun startTasks(group: TaskGroup, parent: Parent) {
        tasks.add(
            group.createTask(
                Action<RuntimeException> {
                    waiting.countDown()
                    forever()
                }
            )
        )
        tasks.add(
            group.createTask(
                SuspendCall<Unit> {
                    waiting.countDown()
                    delay(Long.MAX_VALUE)
                }
            )
        )
        parent.wait()
    }

    private fun assertAllEndedAsCancelled() {
        assertThat(waiting.count).`as`("tasks that have not started in time").isZero()
        assertThat(log).containsExactly("cancelled")
        assertThat(tasks).hasSize(2).allMatch { it.isCancelled() }
    }

    @ParameterizedTest
    @EnumSource
    fun withTimeoutEndsTheGroupAndItsTasksAsCancelled(parent: Parent) =
        runBlocking(Dispatchers.IO) {
            val thrown = runCatching { withTimeout(LIMIT) { users(parent).find(1) } }.exceptionOrNull()

            assertThat(thrown).isInstanceOf(TimeoutCancellationException::class.java)
            assertAllEndedAsCancelled()
        }

    @ParameterizedTest
    @EnumSource
    fun withTimeoutOrNullGivesNull(place: Place) =
        runBlocking(place.dispatcher) {
            assertThat(withTimeoutOrNull(LIMIT) { users(Parent.AT_ITS_END).find(1) }).isNull()
            assertAllEndedAsCancelled()
        }

    @ParameterizedTest
    @EnumSource
    fun cancelledCallerEndsTheGroupAndItsTasksAsCancelled(parent: Parent) =
        runBlocking<Unit>(Dispatchers.IO) {
            val caller = launch { users(parent).find(1) }
            waiting.await()
            while (parent != Parent.BLOCKED && "waiting for" !in body.get().toString()) Thread.onSpinWait()

            caller.cancelAndJoin()

            assertAllEndedAsCancelled()
        }

    /** Only the task that failed has failed: Kotlin's timeout has cancelled the others. */
    @ParameterizedTest
    @EnumSource
    fun failureOfATaskIsTheOnlyOneWhenWithTimeoutCancelsTheOthers(place: Place) =
        runBlocking<Unit>(place.dispatcher) {
            val failure = IllegalArgumentException("while it cleaned up")
            val users = JavaUsers {
                val thrown = catchThrowable {
                    TaskGroup.run { group ->
                        group.createTask(Action<RuntimeException> { forever() })
                        group.createTask(
                            Action<RuntimeException> {
                                try {
                                    forever()
                                } catch (_: CancellationException) {
                                    throw failure
                                }
                            }
                        )
                    }
                }
                log.add((thrown as ExceptionGroup).exceptions().joinToString { it.toString() })
                throw thrown
            }

            withTimeoutOrNull(LIMIT) { runCatching { users.find(1) } }

            assertThat(log).containsExactly(failure.toString())
        }

    private companion object {
        /** Long enough for the tasks to start. */
        const val LIMIT = 300L

        fun forever() = Async.sleep(Duration.ofDays(1))
    }
}
