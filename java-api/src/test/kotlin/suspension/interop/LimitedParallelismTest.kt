package suspension.interop

import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.TimeUnit.SECONDS
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.future.future
import kotlinx.coroutines.withContext
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource
import suspension.Async
import suspension.EventLoop
import suspension.TaskScope
import suspension.bridge.javaBody
import suspension.sync.AsyncLock

/** A limited view of a loop's dispatcher is that loop: whatever runs there in Java is a body of it. */
@OptIn(kotlinx.coroutines.ExperimentalCoroutinesApi::class) // limitedParallelism, until kotlinx 1.9
@Timeout(60)
class LimitedParallelismTest {

    private val loop = EventLoop.start()
    private val log = CopyOnWriteArrayList<String>()

    @AfterEach fun closeLoop() = loop.close()

    private fun limited(parallelism: Int = 1): CoroutineDispatcher = loop.dispatcher().limitedParallelism(parallelism)

    private fun <T> onLoop(block: suspend CoroutineScope.() -> T): T =
        loop.scope().future(block = block).get(20, SECONDS)

    @ParameterizedTest
    @ValueSource(ints = [1, 2])
    fun javaImplementationIsABodyOfTheLoop(parallelism: Int) {
        val users = JavaUsers {
            Async.yieldNow()
            EventLoop.current().name()
        }

        val name = onLoop { withContext(limited(parallelism)) { users.find(1) } }

        assertThat(name).isEqualTo(loop.name())
    }

    @Test
    fun javaBodyIsABodyOfTheLoop() {
        val current = onLoop { withContext(limited()) { javaBody { EventLoop.current() } } }

        assertThat(current).isSameAs(loop)
    }

    @ParameterizedTest
    @ValueSource(ints = [1, 2])
    fun bodyOfAScopeIsABodyOfTheLoop(parallelism: Int) {
        TaskScope.on(limited(parallelism)).use { scope ->
            val task = scope.createTask(body { EventLoop.current() })

            assertThat(task.get(20, SECONDS)).isSameAs(loop)
        }
    }

    @Test
    fun bodyOfALentScopeIsABodyOfTheLoop() {
        val task = TaskScope.of(CoroutineScope(limited())).createTask(body { EventLoop.current() })

        assertThat(task.get(20, SECONDS)).isSameAs(loop)
    }

    @Test
    fun limitedViewOfALimitedViewIsTheLoop() {
        TaskScope.on(limited(2).limitedParallelism(1)).use { scope ->
            val task = scope.createTask(body { EventLoop.current() })

            assertThat(task.get(20, SECONDS)).isSameAs(loop)
        }
    }

    @Test
    fun bodyThatGoesToALimitedViewStaysOnTheLoop() {
        val current = loop.run(body { Async.withContext(limited(), body { EventLoop.current() }) })

        assertThat(current).isSameAs(loop)
    }

    @Test
    fun bodiesAreConfinedToTheLoop() {
        var running = 0
        var most = 0
        val step = {
            repeat(200) {
                running++
                most = maxOf(most, running)
                running--
                Async.yieldNow()
            }
        }
        TaskScope.on(limited(2)).use { scope ->
            val tasks = List(3) { scope.createTask(body { step() }) } + loop.createTask(body { step() })
            tasks.forEach { it.get(20, SECONDS) }
        }

        assertThat(most).isOne()
        assertThat(running).isZero()
    }

    @Test
    fun lockIsSharedWithTheLoopsOtherBodies() {
        val lock = AsyncLock()
        loop.run(body { lock.acquire().close() })
        TaskScope.on(limited()).use { scope ->
            val task = scope.createTask(body { lock.acquire().use { log.add("held") } })

            task.get(20, SECONDS)
        }

        assertThat(log).containsExactly("held")
    }
}
