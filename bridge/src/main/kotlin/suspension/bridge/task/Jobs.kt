package suspension.bridge.task

import java.util.concurrent.CancellationException
import kotlin.coroutines.CoroutineContext
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.job

/** Kotlin's jobs and scopes, for the Java half of the bridge. */
public object Jobs {

    @JvmStatic public fun supervisor(parent: Job?): CompletableJob = SupervisorJob(parent)

    /** Returns a scope whose uncaught errors go to the host. */
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

    /** Returns the elements of a context that a task may have beyond its host's; null for none. */
    @JvmStatic
    public fun inheritable(elements: CoroutineContext): CoroutineContext? = TaskCoroutine.inheritable(elements)

    /** Returns the children of a job, except the job of the given scope. */
    @JvmStatic
    public fun childrenOf(job: Job, except: CoroutineScope): List<Job> {
        val spared = except.coroutineContext.job
        return job.children.filter { it !== spared }.toList()
    }

    /**
     * Cancels a job, without the default argument of its `cancel()`: that is a function in another class in
     * kotlinx-coroutines 1.8 than in 1.11, and a build against one would be without it on the other.
     */
    internal fun cancel(job: Job): Unit = job.cancel(null)

    /** Cancels the children of a job, except the job of the given scope. */
    @JvmStatic
    public fun cancelChildren(job: Job, except: CoroutineScope, message: String?): Unit =
        childrenOf(job, except).forEach { it.cancel(CancellationException(message)) }

    /** Whether the context's job is the given job, or a descendant of it. */
    @JvmStatic
    public fun isWithin(context: CoroutineContext, ancestor: Job): Boolean {
        val sought = context[Job] ?: return false
        val left = ArrayDeque(listOf(ancestor))
        while (left.isNotEmpty()) {
            val next = left.removeLast()
            if (next === sought) return true
            left.addAll(next.children)
        }
        return false
    }

    @JvmStatic public fun ensureActive(context: CoroutineContext): Unit = context.ensureActive()

    /** Runs the handler when the job is complete, or at once if it is. */
    @JvmStatic
    public fun onCompletion(job: Job, handler: Runnable) {
        job.invokeOnCompletion { handler.run() }
    }

    /**
     * Runs the handler with the cause when the job is cancelled, even while the job still runs. It does so through a
     * child without code of its own, which completes as soon as its parent is cancelled. The caller completes the
     * returned child before the job ends; the handler then gets null.
     */
    @JvmStatic
    public fun onCancelling(context: CoroutineContext, handler: (Throwable?) -> Unit): CompletableJob =
        Job(context[Job]).also { it.invokeOnCompletion(handler) }
}
