package suspension.interop

import java.io.IOException
import java.time.Duration.ofHours
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.asContextElement
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.assertj.core.api.Assertions.catchThrowable
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import suspension.Async
import suspension.EventLoop
import suspension.bridge.javaBody

/** Java implementations of suspend functions, called by Kotlin coroutines of one of our loops. */
class ImplementOnLoopTest {

    private val loop = EventLoop.start()
    private val log = CopyOnWriteArrayList<String>()

    @AfterEach fun closeLoop() = loop.close()

    private fun <T> onLoop(block: suspend CoroutineScope.() -> T): T = loop.scope().future(block = block).get()

    @Test
    fun bodyRunsOnTheCallersLoop() {
        val users = JavaUsers { id ->
            Async.yieldNow()
            "$id on ${EventLoop.current().name()}"
        }

        assertThat(onLoop { Directory(users).describe(1) }).isEqualTo("user 1 on ${loop.name()}")
    }

    @Test
    fun betweenTwoAwaitsNobodyElseRuns() {
        val users = JavaUsers { id ->
            log.add("$id begins")
            log.add("$id awaits")
            Async.yieldNow()
            log.add("$id ends")
            null
        }

        onLoop {
            launch { users.find(1) }
            launch { users.find(2) }
        }

        assertThat(log).containsExactly("1 begins", "1 awaits", "2 begins", "2 awaits", "1 ends", "2 ends")
    }

    @Test
    fun functionWithoutResultRunsAnAction() {
        val users = JavaUsers { null }.deleting { log.add("deleted") }

        onLoop { users.delete(1) }

        assertThat(log).containsExactly("deleted")
    }

    @Test
    fun completedStageDoesNotSuspend() {
        val users = JavaUsers { null }

        val value = users.findAll(continuation<List<String>> { log.add("resumed") })

        assertThat(value).isEqualTo(listOf("ada", "bob"))
        assertThat(log).isEmpty()
    }

    @Test
    fun pendingStageResumesTheCaller() {
        val stage = CompletableFuture<List<String>>()
        val users = JavaUsers { null }.all(stage)

        val names = onLoop {
            val names = async { users.findAll() }
            yield()
            stage.complete(listOf("eve"))
            names.await()
        }

        assertThat(names).containsExactly("eve")
    }

    @Test
    fun failureOfAStageArrivesWithoutItsWrapper() {
        val failure = IOException("no database")
        val stage = CompletableFuture<List<String>>()
        val users = JavaUsers { null }.all(stage.thenApply { it })

        val caught = onLoop {
            launch { stage.completeExceptionally(failure) }
            caught { users.findAll() }
        }

        assertThat(caught).isSameAs(failure)
    }

    @Test
    fun cancelledCallerCancelsTheStageAndGoesOn() {
        val stage = CompletableFuture<List<String>>()
        val users = JavaUsers { null }.all(stage)

        onLoop {
            val caller = launch { users.findAll() }
            yield()
            caller.cancel()
            caller.join()
        }

        assertThat(stage).isCancelled()
    }

    @Test
    fun checkedExceptionArrivesAsTheSameObject() {
        val failure = IOException("no such user")
        val users = JavaUsers {
            Async.yieldNow()
            throw failure
        }

        assertThat(onLoop { caught { users.find(1) } }).isSameAs(failure)
    }

    @Test
    fun failureDoesNotCancelTheCaller() {
        val users = JavaUsers { throw IllegalStateException("no") }

        val alive = onLoop {
            caught { users.find(1) }
            yield()
            "alive"
        }

        assertThat(alive).isEqualTo("alive")
    }

    @Test
    fun cancellationReachesTheBodyAtItsAwait() {
        val users = JavaUsers {
            try {
                Async.sleep(ofHours(1))
            } catch (e: CancellationException) {
                log.add("cancelled")
                log.add(catchThrowable { Async.yieldNow() }.javaClass.simpleName)
                throw e
            }
            null
        }

        onLoop {
            val caller = launch {
                try {
                    users.find(1)
                } finally {
                    log.add("caller ends")
                }
            }
            delay(1)
            caller.cancel()
            caller.join()
        }

        assertThat(log).containsExactly("cancelled", "CancellationException", "caller ends")
    }

    @Test
    fun valueReturnedDespiteCancellationIsTheValue() {
        val users = JavaUsers {
            catchThrowable { Async.sleep(ofHours(1)) }
            "kept"
        }

        onLoop {
            val caller = launch { log.add(users.find(1)!!) }
            delay(1)
            caller.cancel()
            caller.join()
        }

        assertThat(log).containsExactly("kept")
    }

    @Test
    fun bodyCancelledBeforeItStartsIsNeverEntered() {
        val users = JavaUsers { log.add("entered").toString() }

        onLoop {
            val caller = launch { users.find(1) }
            launch { caller.cancel() }
        }

        assertThat(log).isEmpty()
    }

    @Test
    fun contextOfTheCallerIsInForce() {
        val local = ThreadLocal<String>()
        val users = JavaUsers {
            val before = local.get()
            Async.yieldNow()
            "$before ${local.get()} ${Async.currentTask().name()}"
        }

        val seen = onLoop {
            withContext(local.asContextElement("request-7") + CoroutineName("finder")) { users.find(1) }
        }

        assertThat(seen).isEqualTo("request-7 request-7 finder")
    }

    @Test
    fun kotlinRunsAJavaBody() {
        val seen = onLoop {
            javaBody {
                Async.yieldNow()
                EventLoop.current().name()
            }
        }

        assertThat(seen).isEqualTo(loop.name())
    }

    @Test
    fun bodyCallsBackIntoKotlin() {
        val inner = JavaUsers { id -> "inner $id" }
        val users = JavaUsers { id -> JavaUsers.ask(inner, id + 1) }

        assertThat(onLoop { users.find(1) }).isEqualTo("inner 2")
    }

    @Test
    fun closedLoopFailsTheCall() {
        val closed = EventLoop.start("gone").also { it.close() }
        val users = JavaUsers { null }
        val result = CompletableFuture<Result<Any?>>()
        val caller = continuation<String?>(closed.dispatcher()) { result.complete(it) }

        users.find(1, caller)

        assertThat(result.get().exceptionOrNull()).hasMessageContaining("'gone' is closed")
    }

    @Test
    fun nullContinuationIsRefused() {
        assertThatThrownBy { JavaUsers.withoutContinuation() }
            .isInstanceOf(NullPointerException::class.java)
            .hasMessageContaining("Async.await(c -> object.function(c))")
    }

    @Test
    fun suspendedMarkerAsAValueIsRefused() {
        val error = onLoop { caught { suspendCoroutineUninterceptedOrReturn<Any> { JavaUsers.givesMarker(it) } } }

        assertThat(error)
            .isInstanceOf(IllegalStateException::class.java)
            .hasMessageContaining("Async.await(c -> api.function(c))")
    }

    @Test
    fun suspendingJavaMethodCalledByKotlinNamesTheFunction() {
        val error = onLoop { caught { callsJavaByMistake() } }

        assertThat(error)
            .isInstanceOf(IllegalStateException::class.java)
            .hasMessageContaining("ImplementOnLoopTest.callsJavaByMistake(ImplementOnLoopTest.kt:")
            .hasMessageContaining("javaBody { ... }")
    }

    @Suppress("RedundantSuspendModifier")
    private suspend fun callsJavaByMistake() {
        Async.sleep(ofHours(1))
    }
}

internal suspend fun caught(block: suspend () -> Any?): Throwable? =
    try {
        block()
        null
    } catch (e: Throwable) {
        e
    }

internal fun <T> continuation(
    context: CoroutineContext = EmptyCoroutineContext,
    resumed: (Result<T>) -> Unit,
): Continuation<T> = Continuation(context, resumed)

internal fun <T> Users.findAll(continuation: Continuation<T>): Any? = invoke("findAll", continuation)

internal fun Users.find(id: Long, continuation: Continuation<*>): Any? = invoke("find", id, continuation)

/** Calls a suspend function as Java does. */
private fun Users.invoke(name: String, vararg arguments: Any?): Any? =
    Users::class.java.methods.single { it.name == name }.invoke(this, *arguments)
