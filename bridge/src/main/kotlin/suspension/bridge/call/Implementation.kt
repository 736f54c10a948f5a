package suspension.bridge.call

import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.suspendCoroutine
import kotlinx.coroutines.CoroutineName
import suspension.bridge.dispatcher.DispatcherHost
import suspension.bridge.dispatcher.SteppedBody
import suspension.bridge.loop.Loop
import suspension.bridge.task.BodyTask
import suspension.bridge.task.isOfValueClass

/**
 * Suspend functions that Java implements. Each function here returns what a suspend function returns: a value, or the
 * suspended marker.
 */
public object Implementation {

    /**
     * Runs a body for a Kotlin caller, on the caller's loop or else on a thread of its own. The body's coroutine is a
     * supervised child of the caller's job. The caller goes on through its own dispatcher, with what the body returned
     * or threw.
     */
    @JvmStatic
    public fun <T> body(continuation: Continuation<T>, code: Callable<out T>): Any? {
        val context = continuation.context
        val body = ImplementedBody<T>(code)
        val host = Loop.of(context) ?: DispatcherHost(context)
        val task = BodyTask<T>(host, context, context[CoroutineName]?.name, body)
        val steps = (host as? DispatcherHost)?.stepsOf(task)
        if (steps != null) {
            val call: suspend () -> T = { inSteps(task, body, steps) }
            return call.startCoroutineUninterceptedOrReturn(continuation)
        }
        task.observe { continuation.intercepted().resumeWith(body.resultOf(task)) }
        try {
            task.start()
        } catch (e: Throwable) {
            if (!task.isDone) throw e // the task is completed with this exception, and so has resumed the caller
        }
        return COROUTINE_SUSPENDED
    }

    /** Runs a body in the steps of its caller, as a part of the caller's coroutine. */
    private suspend fun <T> inSteps(task: BodyTask<T>, body: ImplementedBody<T>, steps: SteppedBody): T {
        task.markObserved()
        try {
            task.start()
        } catch (e: Throwable) {
            if (!task.isDone) throw e
        }
        if (!task.isDone) steps.drive()
        if (!task.isDone) suspendCoroutine { caller -> task.whenComplete { caller.resume(Unit) } }
        return body.resultOf(task).getOrThrow().also { if (it.isOfValueClass()) steps.takeAnother() }
    }

    /** Returns what the stage gives. Does not suspend if the stage is complete. */
    @JvmStatic
    public fun <T> stage(continuation: Continuation<T>, stage: CompletionStage<out T>): Any? =
        ImplementedStage(continuation, stage).resultOrSuspended()

    /** Refuses a value that a suspend function must not return. */
    internal fun <T> checked(value: T): T {
        check(value !== COROUTINE_SUSPENDED) {
            "A Java implementation of a suspend function gave Kotlin's suspended marker as its value, so it has called" +
                " a suspend function by itself; call it with Async.await(c -> api.function(c)) instead"
        }
        return value
    }
}
