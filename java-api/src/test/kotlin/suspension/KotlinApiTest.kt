package suspension

import io.mockk.coEvery
import io.mockk.coVerify
import io.mockk.mockk
import java.io.IOException
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.job
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.assertj.core.api.Assertions.catchThrowable
import org.junit.jupiter.api.Test

/** A Kotlin suspend API, called from bodies. */
class KotlinApiTest {
    interface Users {
        suspend fun name(id: Long): String

        suspend fun save(name: String)
    }

    private val events = Events()

    /** Kotlin's compiler sees a [SuspendCall] as a suspend function without parameters. */
    private fun <T> call(function: suspend () -> T): SuspendCall<T> = SuspendCall { function() }

    private fun body(code: () -> Unit) = Async.run(Action<Exception> { code() })

    @Test
    fun functionThatDelaysSuspendsOnlyItsCaller() = body {
        val other = Async.createTask(Action<Exception> { events.add("other") })
        val value =
            Async.await(
                call {
                    delay(5)
                    "value"
                }
            )
        assertThat(value).isEqualTo("value")
        assertThat(other.isDone).isTrue()
    }

    @Test
    fun functionOfUnitGivesNull() = body {
        assertThat(Async.await(call<Any?> { delay(1) })).isNull()
        assertThat(Async.await(call<Any?> { yield() })).isNull()
        assertThat(Async.createTask(call<Any?> { delay(1) }).await()).isNull()
    }

    @Test
    fun functionsUseTheLoopAndOtherDispatchers() = body {
        val loop = EventLoop.current()
        val value =
            Async.await(
                call {
                    coroutineScope {
                        val a = async { EventLoop.current() === loop }
                        val b = async { withContext(Dispatchers.Default) { Thread.currentThread().name } }
                        "${a.await()} ${b.await().startsWith("DefaultDispatcher")}"
                    }
                }
            )
        assertThat(value).isEqualTo("true true")
    }

    @Test
    fun kotlinTimeoutIsATimeoutAndNoCancellation() = body {
        val late = call { withTimeout(1) { awaitCancellation() } }
        for (failure in
            listOf(catchThrowable { Async.await(late) }, catchThrowable { Async.createTask(late).await() })) {
            assertThat(failure)
                .isExactlyInstanceOf(AsyncTimeoutException::class.java)
                .hasCauseInstanceOf(TimeoutCancellationException::class.java)
        }
        val task = Async.createTask(late)
        Async.wait(listOf(task))
        assertThat(task.isCancelled).isFalse()
        assertThat(task.exceptionNow()).isExactlyInstanceOf(AsyncTimeoutException::class.java)
        assertThat(Async.currentTask().cancelling()).isZero()
    }

    @Test
    fun exceptionsAreTheSameObjectWithAndWithoutAssertions() = body {
        val unchecked = IllegalArgumentException("bad")
        val checked = IOException("gone")
        fun failing(failure: Throwable): SuspendCall<String> = call {
            delay(1)
            throw failure
        }
        assertThat(catchThrowable { Async.await(failing(unchecked)) }).isSameAs(unchecked)
        assertThat(catchThrowable { Async.createTask(failing(unchecked)).await() }).isSameAs(unchecked)
        assertThat(catchThrowable { Async.gather(listOf(Async.createTask(failing(unchecked)))) }).isSameAs(unchecked)
        assertThat(catchThrowable { Async.await(IOException::class.java, failing(checked)) }).isSameAs(checked)
        assertThat(catchThrowable { Async.await(failing(checked)) })
            .isExactlyInstanceOf(CompletionException::class.java)
            .cause()
            .isSameAs(checked)
    }

    @Test
    fun cancellingABodyCancelsTheFunctionThatItAwaits() = body {
        val task =
            Async.createTask(
                Action<Exception> {
                    Async.await(
                        call {
                            try {
                                awaitCancellation()
                            } finally {
                                events.add("function cancelled")
                            }
                        }
                    )
                }
            )
        TestBodies.settle()
        task.cancel("enough")
        assertThatThrownBy { task.await() }.isInstanceOf(CancellationException::class.java)
        assertThat(task.isCancelled).isTrue()
        assertThat(events.all()).containsExactly("function cancelled")
    }

    @Test
    fun laterAwaitsOfACancelledBodyWork() = body {
        val task =
            Async.createTask(
                Awaitable<String, Exception> {
                    val thrown = catchThrowable { Async.await(call { awaitCancellation() }) }
                    assertThat(thrown).isInstanceOf(CancellationException::class.java)
                    Async.await(
                        call {
                            delay(1)
                            "cleaned up"
                        }
                    )
                }
            )
        TestBodies.settle()
        task.cancel()
        assertThat(task.await()).isEqualTo("cleaned up")
    }

    @Test
    fun functionDecidesWhatBecomesOfACancellation() = body {
        val task =
            Async.createTask(
                Awaitable<String, Exception> {
                    Async.await(
                        call {
                            try {
                                awaitCancellation()
                            } catch (e: CancellationException) {
                                "all the same: ${currentCoroutineContext().job.isCancelled}"
                            }
                        }
                    )
                }
            )
        TestBodies.settle()
        task.cancel()
        assertThat(task.await()).isEqualTo("all the same: true")
    }

    @Test
    fun functionIsNotCancelledInAnUncancellableRegion() = body {
        val gate = CompletableDeferred<String>()
        val task =
            Async.createTask(
                Action<Exception> {
                    events.add(
                        Async.uncancellable(Awaitable<String, RuntimeException> { Async.await(call { gate.await() }) })
                    )
                    Async.yieldNow()
                    events.add("went on")
                }
            )
        TestBodies.settle()
        task.cancel()
        TestBodies.settle()
        gate.complete("finished")
        Async.wait(listOf(task))
        assertThat(task.isCancelled).isTrue()
        assertThat(events.all()).containsExactly("finished")
    }

    @Test
    fun functionAsATaskIsCancelledByItsJob() = body {
        val task =
            Async.createTask(
                call {
                    try {
                        awaitCancellation()
                    } finally {
                        assertThat(currentCoroutineContext().job.isCancelled).isTrue()
                        events.add("cleaned up")
                    }
                }
            )
        TestBodies.settle()
        assertThat(task.cancel()).isTrue()
        assertThatThrownBy { task.await() }.isInstanceOf(CancellationException::class.java)
        assertThat(events.all()).containsExactly("cleaned up")
    }

    @Test
    fun mockedFunctionsAreCalledLikeRealOnes() = body {
        val users = mockk<Users>()
        coEvery { users.name(1) } returns "Ada"
        coEvery { users.name(2) } coAnswers
            {
                delay(1)
                "Grace"
            }
        coEvery { users.save(any()) } returns Unit
        coEvery { users.name(3) } throws IllegalStateException("nobody")
        assertThat(Async.gather(listOf(1L, 2L).map { id -> Coroutine.suspending(call { users.name(id) }) }))
            .containsExactly("Ada", "Grace")
        assertThat(Async.await(call<Any?> { users.save("Ada") })).isNull()
        assertThatThrownBy { Async.await(call { users.name(3) }) }.hasMessage("nobody")
        coVerify(exactly = 1) { users.save("Ada") }
    }
}
