package suspension

import java.util.concurrent.TimeUnit
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.catchThrowable
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import suspension.interop.Suspend

/** Context elements that throw in Kotlin's coroutines of a loop, and in Java implementations that those call. */
@Timeout(60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
internal class FragileElementInKotlinTest {
    private val events = Events()
    private val element = FragileElement()
    private val failure = IllegalArgumentException("fragile")

    @Test
    fun coroutineWhoseElementThrowsInKotlinsOwnCodeLeavesTheRestOfTheLoopAlone() {
        val loop = EventLoop.builder().exceptionHandler { events.add("told") }.build()
        val gate = CompletableDeferred<Unit>()
        loop.scope().launch {
            withContext(element) {
                gate.complete(Unit)
                element.failNextInstallElsewhere(failure)
                yield()
            }
        }
        loop.scope().launch { element.failNextInstall(failure) }
        loop.scope().future { gate.await() }.get(10, TimeUnit.SECONDS)
        assertThat(Home.value(loop.createTask(Awaitable<String, Exception> { "alive" }))).isEqualTo("alive")
        loop.close(java.time.Duration.ofSeconds(1)) // it may be in vain, for that coroutine never ends in pure Kotlin
    }

    @Test
    fun restoreThatThrowsReachesAJavaImplementation() {
        val loop = EventLoop.start()
        val caller =
            loop.scope().future {
                withContext(element) {
                    implemented {
                        element.failNextRestore(failure)
                        events.add("same: ${catchThrowable { Async.yieldNow() } === failure}")
                        TestBodies.settle()
                        events.add("goes on")
                    }
                }
            }
        caller.get(10, TimeUnit.SECONDS)
        Home.close(loop)
        assertThat(events.all()).containsExactly("same: true", "goes on")
    }

    private suspend fun implemented(body: () -> Unit): Any? =
        suspendCoroutineUninterceptedOrReturn<Any?> { Suspend.implement(it, Awaitable<Any?, Exception> { body() }) }
}
