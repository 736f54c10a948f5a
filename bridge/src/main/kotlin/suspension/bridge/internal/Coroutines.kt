package suspension.bridge.internal

import kotlin.coroutines.Continuation
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.job

/** What only Kotlin can say to kotlinx.coroutines, for the Java half of the bridge. */
public object Coroutines {

    @JvmStatic public fun supervisor(parent: Job?): CompletableJob = SupervisorJob(parent)

    /** A scope whose uncaught errors go to the host. */
    @JvmStatic
    public fun scope(
        job: Job,
        dispatcher: CoroutineDispatcher,
        elements: CoroutineContext,
        host: TaskHost,
    ): CoroutineScope =
        CoroutineScope(
            elements +
                job +
                dispatcher +
                CoroutineExceptionHandler { context, error ->
                    val name = context[CoroutineName]?.name
                    val which = if (name == null) "A coroutine" else "Coroutine '$name'"
                    host.uncaught("$which in the scope of '${host.name()}' failed", name, error, null)
                }
        )

    /** The children of a job, but for the job of the given scope. */
    @JvmStatic
    public fun childrenOf(job: Job, except: CoroutineScope): List<Job> {
        val spared = except.coroutineContext.job
        return job.children.filter { it !== spared }.toList()
    }

    /** Cancels the children of a job, but for the job of the given scope. */
    @JvmStatic
    public fun cancelChildren(job: Job, except: CoroutineScope): Unit = childrenOf(job, except).forEach { it.cancel() }

    @JvmStatic public fun ensureActive(context: CoroutineContext): Unit = context.ensureActive()

    /** Runs the handler when the job is complete; at once, if it is. */
    @JvmStatic
    public fun onCompletion(job: Job, handler: Runnable) {
        job.invokeOnCompletion { handler.run() }
    }

    /**
     * Runs the handler with the cause when the job is cancelled, be it still running: a child without a body of its own
     * completes as soon as its parent is cancelled. Whoever calls this completes the returned child before the job
     * ends; the handler then gets null.
     */
    @JvmStatic
    public fun onCancelling(context: CoroutineContext, handler: (Throwable?) -> Unit): CompletableJob =
        Job(context[Job]).also { it.invokeOnCompletion(handler) }

    /**
     * Launches the coroutine of a body. It suspends at once, on whichever thread this is, and waits for the body to
     * end; nothing is dispatched, for the body has a place of its own in the loop's queue.
     */
    @JvmStatic
    public fun <T> launchBody(task: BodyTask<T>) {
        val deferred =
            launchIn(task, VariableElement.instead(task.place(), task), CoroutineStart.UNDISPATCHED) {
                suspendCoroutineUninterceptedOrReturn { continuation: Continuation<T> ->
                    task.attach(continuation, continuation.context)
                    COROUTINE_SUSPENDED
                }
            }
        task.setDeferred(deferred)
        deferred.invokeOnCompletion { task.complete(it) }
    }

    /** Completes the coroutine of a body with the task's value, or with the very exception that it threw. */
    @JvmStatic
    public fun <T> finish(task: BodyTask<T>, continuation: Continuation<T>, failure: Throwable?) {
        @Suppress("UNCHECKED_CAST")
        continuation.resumeWith(if (failure == null) Result.success(task.value() as T) else Result.failure(failure))
    }

    /** Makes a suspend function a task, not started: Kotlin's own [async], which also keeps the value. */
    @JvmStatic
    public fun <T> launchSuspend(task: SuspendTask<T>) {
        val deferred =
            launchIn(task, VariableElement.of(task), CoroutineStart.LAZY) {
                val value = suspendCoroutineUninterceptedOrReturn<T> { task.takeCall().invoke(it) }.orNullIfUnit()
                task.markResumed()
                @Suppress("UNCHECKED_CAST") (value as T).also { task.setValue(it) }
            }
        task.setDeferred(deferred)
        deferred.invokeOnCompletion { task.complete(it) }
    }

    /**
     * A task in a lent context has a supervisor of its own there, so that its failure touches nobody, and nobody who
     * waits for the children of that job waits for anything but tasks.
     */
    /** The elements of a context that tasks started under it have too; null for none. */
    @JvmStatic
    public fun inheritable(context: CoroutineContext): CoroutineContext? =
        context
            .minusKey(Job)
            .minusKey(ContinuationInterceptor)
            .minusKey(CoroutineExceptionHandler)
            .minusKey(CoroutineName)
            .minusKey(VariableElement)
            .takeUnless { it === EmptyCoroutineContext }

    private fun <T> launchIn(
        task: BridgeTask<T>,
        variables: CoroutineContext,
        start: CoroutineStart,
        block: suspend CoroutineScope.() -> T,
    ): Deferred<T> {
        val context = (task.inherited() ?: EmptyCoroutineContext) + nameOf(task) + variables
        val lent = task.lentContext() ?: return task.host().taskScope().async(context, start, block)
        val supervisor = SupervisorJob(lent[Job])
        return CoroutineScope(lent + supervisor).async(context, start, block).also { supervisor.complete() }
    }

    private fun BridgeTask<*>.place(): CoroutineContext = lentContext() ?: host().taskScope().coroutineContext

    private fun nameOf(task: BridgeTask<*>): CoroutineContext =
        task.givenName()?.let { CoroutineName(it) } ?: EmptyCoroutineContext

    /** What Java sees of a suspend function's value: `Unit` says nothing, so it is null there. */
    internal fun Any?.orNullIfUnit(): Any? = if (this === Unit) null else this
}
