package suspension.bridge.dispatcher

import java.util.concurrent.TimeUnit
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.ExecutorCoroutineDispatcher
import kotlinx.coroutines.Job

/**
 * The scheduler of kotlinx-coroutines-test that drives a dispatcher: a test runs what is due step by step, and its time
 * is virtual. That library is no dependency of this one, so it is known here by name.
 */
internal class TestScheduler
private constructor(private val dispatcher: CoroutineDispatcher, private val element: Any?) {

    /** A dispatcher of the same scheduler that never runs anything in place; null if that library has changed. */
    private val queue: CoroutineDispatcher? by lazy { runCatching { newQueue() }.getOrNull() }

    /** Without a scheduler of its own, as `Dispatchers.Main` is, a new dispatcher shares the one that Main has. */
    private fun newQueue(): CoroutineDispatcher {
        val type = testClass("TestDispatcher")
        val scheduler = if (type.isInstance(dispatcher)) schedulerOf(dispatcher) else element
        return testClass("TestCoroutineDispatchersKt")
            .getMethod("StandardTestDispatcher", testClass("TestCoroutineScheduler"), String::class.java)
            .invoke(null, scheduler, null) as CoroutineDispatcher
    }

    private fun schedulerOf(dispatcher: CoroutineDispatcher): Any? =
        testClass("TestDispatcher").getMethod("getScheduler").invoke(dispatcher)

    private fun testClass(name: String): Class<*> =
        Class.forName("$TEST_PACKAGE.$name", true, (element ?: dispatcher).javaClass.classLoader)

    /** Whether the dispatcher runs what it is given as a step of its own, and not in place. */
    fun isDispatchNeeded(context: CoroutineContext): Boolean = dispatcher.isDispatchNeeded(context) || queue == null

    /** Runs the task as a step of its own, at the present virtual time, whatever the dispatcher would do. */
    fun enqueue(context: CoroutineContext, task: Runnable): Unit = queue?.dispatch(context, task) ?: task.run()

    /** Returns what a timer needs of a context: a dispatcher that never runs it in place, and the marks of the test. */
    fun timerContext(context: CoroutineContext): CoroutineContext =
        context.minusKey(Job).minusKey(CoroutineExceptionHandler).fold<CoroutineContext>(EmptyCoroutineContext) {
            kept,
            element ->
            if (isOfTest(element)) kept + element else kept
        } + (if (isDispatchNeeded(context)) dispatcher else queue!!)

    fun nanoTime(): Long {
        val scheduler = queue?.let { schedulerOf(it) } ?: return System.nanoTime()
        val millis = testClass("TestCoroutineScheduler").getMethod("getCurrentTime").invoke(scheduler) as Long
        return TimeUnit.MILLISECONDS.toNanos(millis)
    }

    companion object {

        private const val TEST_PACKAGE = "kotlinx.coroutines.test"

        /**
         * Returns the scheduler that drives the context's dispatcher, or null. Its own dispatchers have none of their
         * own threads, and neither has a view of them. A dispatcher with threads is driven by nobody, whatever else is
         * in the context.
         */
        @JvmStatic
        fun of(context: CoroutineContext): TestScheduler? {
            val dispatcher = Dispatching.dispatcher(context)
            if (dispatcher is ExecutorCoroutineDispatcher) return null
            val element = context.fold(null, FIND)
            val isDriven = element != null || isOfTest(dispatcher)
            return if (isDriven) TestScheduler(dispatcher, element) else null
        }

        /** Whether the element is of that library, such as the mark of what a test does not wait for. */
        private fun isOfTest(element: CoroutineContext.Element): Boolean =
            element.javaClass.name.startsWith("$TEST_PACKAGE.")

        private val FIND: (CoroutineContext.Element?, CoroutineContext.Element) -> CoroutineContext.Element? =
            { found, element ->
                found ?: element.takeIf { it.javaClass.name == "$TEST_PACKAGE.TestCoroutineScheduler" }
            }
    }
}
