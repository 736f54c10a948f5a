package suspension.bridge.internal

import kotlin.coroutines.Continuation
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
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

    /** Launches the coroutine of a body, which has a place of its own in the loop's queue, and waits for it to end. */
    @JvmStatic
    public fun <T> launchBody(task: BodyTask<T>) {
        val variables = VariableElement.instead(task.place(), task)
        launchIn(task, variables, Body(task))
    }

    /** What the coroutine of a body does. */
    private class Body<T>(private val task: BodyTask<T>) : suspend (CoroutineScope) -> T {
        override suspend fun invoke(scope: CoroutineScope): T = park { task.attach(it, it.context) }
    }

    /** Completes the coroutine of a body with the task's value, or with the very exception that it threw. */
    @JvmStatic
    public fun <T> finish(task: BodyTask<T>, continuation: Continuation<T>, failure: Throwable?) {
        @Suppress("UNCHECKED_CAST")
        continuation.resumeWith(if (failure == null) Result.success(task.value() as T) else Result.failure(failure))
    }

    /** Launches the coroutine of a suspend function, which waits to be [resume]d before it calls the function. */
    @JvmStatic
    public fun <T> launchSuspend(task: SuspendTask<T>) {
        launchIn(task, VariableElement.of(task)) {
            try {
                park<Unit> { task.parked = it }
                coroutineContext.ensureActive()
                val value = suspendCoroutineUninterceptedOrReturn<T> { task.takeCall().invoke(it) }.orNullIfUnit()
                task.markResumed()
                @Suppress("UNCHECKED_CAST") (value as T).also { task.setValue(it) }
            } finally {
                task.ends()
            }
        }
    }

    /** Lets a parked coroutine go on, on the calling thread. */
    @JvmStatic public fun resume(parked: Continuation<Unit>): Unit = parked.resume(Unit)

    /** Has a parked coroutine fail. */
    @JvmStatic public fun fail(parked: Continuation<Unit>, reason: Throwable): Unit = parked.resumeWithException(reason)

    /**
     * Suspends without a dispatcher: the coroutine goes on when, and where, somebody resumes what the block is given.
     */
    private suspend inline fun <V> park(crossinline attach: (Continuation<V>) -> Unit): V =
        suspendCoroutineUninterceptedOrReturn {
            attach(it)
            COROUTINE_SUSPENDED
        }

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

    /**
     * Makes the coroutine of a task, and runs it until it parks. Nothing is dispatched, so neither a scope that is
     * cancelled nor a dispatcher that is closed can end it unseen.
     *
     * A task in a lent context has a supervisor of its own there, so that its failure touches nobody, and nobody who
     * waits for the children of that job waits for anything but tasks.
     */
    private fun <T> launchIn(
        task: BridgeTask<T>,
        variables: CoroutineContext,
        block: suspend CoroutineScope.() -> T,
    ) {
        val context = (task.inherited() ?: EmptyCoroutineContext) + nameOf(task) + variables
        val lent = task.lentContext()
        if (lent == null) {
            task.setDeferred(task.host().taskScope().async(context, CoroutineStart.UNDISPATCHED, block))
        } else {
            val supervisor = SupervisorJob(lent[Job])
            task.setDeferred(CoroutineScope(lent + supervisor).async(context, CoroutineStart.UNDISPATCHED, block))
            supervisor.complete()
        }
    }

    private fun BridgeTask<*>.place(): CoroutineContext = lentContext() ?: host().taskScope().coroutineContext

    private fun nameOf(task: BridgeTask<*>): CoroutineContext =
        task.givenName()?.let { CoroutineName(it) } ?: EmptyCoroutineContext

    /** What Java sees of a suspend function's value: `Unit` says nothing, so it is null there. */
    internal fun Any?.orNullIfUnit(): Any? = if (this === Unit) null else this
}
