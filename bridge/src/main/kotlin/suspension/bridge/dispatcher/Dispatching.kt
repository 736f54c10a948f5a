package suspension.bridge.dispatcher

import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import suspension.bridge.task.Handle

/** What a Kotlin context says about where code runs. */
internal object Dispatching {

    @JvmStatic
    fun dispatcher(context: CoroutineContext): CoroutineDispatcher =
        context[ContinuationInterceptor] as? CoroutineDispatcher ?: Dispatchers.Default

    @JvmStatic fun executor(context: CoroutineContext): Executor = dispatcher(context).asExecutor()

    /** Runs the task on the context's dispatcher. A dispatcher that cannot run it cancels the context's job. */
    @JvmStatic
    fun dispatch(context: CoroutineContext, task: Runnable) {
        val dispatcher = dispatcher(context)
        if (dispatcher.isDispatchNeeded(context)) dispatcher.dispatch(context, task) else task.run()
    }

    @JvmStatic
    fun nameOf(context: CoroutineContext): String = context[CoroutineName]?.name ?: dispatcher(context).toString()

    /** Gives an error to the context's handler. Returns false if the context has none. */
    @JvmStatic
    fun handle(context: CoroutineContext, error: Throwable): Boolean {
        val handler = context[CoroutineExceptionHandler] ?: return false
        handler.handleException(context, error)
        return true
    }

    /** Runs the action after Kotlin's own delay on the dispatcher, so that a test dispatcher's virtual time counts. */
    @JvmStatic
    fun after(context: CoroutineContext, scheduler: TestScheduler?, nanos: Long, action: Runnable): Handle {
        val millis = millis(nanos)
        val timer =
            if (scheduler == null) CoroutineScope(dispatcher(context)).launch { delay(millis) }
            else CoroutineScope(scheduler.timerContext(context)).launch(start = startOf(millis)) { delay(millis) }
        val handle = DelayTimer(action, timer)
        // The action runs outside the coroutine, because a dispatcher that has shut down cancels the coroutine, and
        // then the time is up at once.
        timer.invokeOnCompletion { handle.fire() }
        return handle
    }

    /**
     * Virtual time counts from now on, and not from the next step on; but what is due now takes a step all the same.
     */
    private fun startOf(millis: Long): CoroutineStart =
        if (millis > 0) CoroutineStart.UNDISPATCHED else CoroutineStart.DEFAULT

    /** Returns the time in milliseconds, rounded up. */
    @JvmStatic
    fun millis(nanos: Long): Long = TimeUnit.NANOSECONDS.toMillis(nanos) + if (nanos % NANOS_PER_MILLI > 0) 1 else 0

    private const val NANOS_PER_MILLI = 1_000_000L
}
