package suspension.interop

import java.time.Duration
import java.util.concurrent.ThreadLocalRandom
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.job
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import suspension.Action
import suspension.Async
import suspension.EventLoop
import suspension.ExceptionGroup
import suspension.TaskGroup
import suspension.TaskScope
import suspension.bridge.javaBody

/**
 * A hundred thousand crossings in each direction, a part of them cancelled at any moment: one outcome each, no leak.
 */
@OptIn(kotlinx.coroutines.DelicateCoroutinesApi::class, kotlinx.coroutines.ExperimentalCoroutinesApi::class)
class CrossingStressTest {

    private val values = AtomicInteger()
    private val cancellations = AtomicInteger()
    private val others = AtomicInteger()

    private fun count(outcome: Result<Any?>) {
        when (outcome.exceptionOrNull()) {
            null -> values
            is CancellationException -> cancellations
            else -> others
        }.incrementAndGet()
    }

    private fun assertOneOutcomeEach(crossings: Int) {
        assertThat(others).hasValue(0)
        assertThat(values.get() + cancellations.get()).isEqualTo(crossings)
        assertThat(values).hasPositiveValue()
    }

    /** Off a loop tasks fail in parallel with the body of their group. */
    @Test
    fun requestOfAGroupNeverOutlivesTheGroup() =
        runBlocking(Dispatchers.Default) {
            repeat(GROUPS) {
                val requests = javaBody {
                    runCatching { TaskGroup.run { group -> failingGroup(group) } }
                        .exceptionOrNull()
                        .let { assertThat(it).isExactlyInstanceOf(ExceptionGroup::class.java) }
                    Async.yieldNow() // would throw the request
                    Async.currentTask().cancelling()
                }
                assertThat(requests).isZero()
            }
        }

    private fun failingGroup(group: TaskGroup) {
        repeat(3) { group.createTask(Action<RuntimeException> { Async.sleep(Duration.ofDays(1)) }) }
        group.createTask(Action<RuntimeException> { throw IllegalArgumentException("expected") })
    }

    @Test fun kotlinCallsJavaOnALoop() = EventLoop.start().use { kotlinCallsJava(100_000, it.dispatcher()) }

    @Test fun kotlinCallsJavaElsewhere() = kotlinCallsJava(CROSSINGS, Dispatchers.Default)

    private fun kotlinCallsJava(crossings: Int, dispatcher: CoroutineDispatcher) {
        val users = JavaUsers { id ->
            if (id % 2 == 0L) Async.yieldNow()
            "user-$id"
        }
        val scope = CoroutineScope(dispatcher + Job())
        val random = ThreadLocalRandom.current()

        runBlocking {
            repeat(crossings / BATCH) {
                val callers =
                    List(BATCH) {
                        scope.launch(start = CoroutineStart.ATOMIC) { count(runCatching { users.find(it.toLong()) }) }
                    }
                callers.forEach { if (random.nextInt(4) == 0) it.cancel() }
                callers.joinAll()
            }
        }

        assertThat(scope.coroutineContext.job.children.toList()).isEmpty()
        assertOneOutcomeEach(crossings)
    }

    @Test
    fun javaCallsKotlin() {
        val users =
            object : Users {
                override suspend fun find(id: Long): String {
                    repeat((id % 3).toInt()) { yield() }
                    return "user-$id"
                }

                override suspend fun delete(id: Long) = Unit

                override suspend fun findAll() = emptyList<String>()
            }
        EventLoop.start().use { loop ->
            val random = ThreadLocalRandom.current()
            repeat(CROSSINGS / BATCH) {
                val tasks = List(BATCH) { id -> loop.createTask(body { JavaUsers.ask(users, id.toLong()) }) }
                tasks.forEach { if (random.nextInt(4) == 0) it.cancel() }
                tasks.forEach { task -> count(runCatching { task.join() }) }
            }
            assertThat(loop.tasks()).isEmpty()
        }
        assertOneOutcomeEach(CROSSINGS)
    }

    @Test
    fun javaCallsKotlinElsewhere() {
        val users = JavaUsers { "user-$it" }
        TaskScope.on(Dispatchers.Default).use { scope ->
            val random = ThreadLocalRandom.current()
            repeat(CROSSINGS / BATCH) {
                val tasks = List(BATCH) { id -> scope.createTask(body { JavaUsers.ask(users, id.toLong()) }) }
                tasks.forEach { if (random.nextInt(4) == 0) it.cancel() }
                tasks.forEach { task -> count(runCatching { task.join() }) }
            }
        }
        assertOneOutcomeEach(CROSSINGS)
    }

    private companion object {
        const val CROSSINGS = 100_000
        const val BATCH = 500
        const val GROUPS = 5_000
    }
}
