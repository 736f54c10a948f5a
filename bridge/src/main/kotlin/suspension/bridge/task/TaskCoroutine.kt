package suspension.bridge.task

import kotlin.coroutines.Continuation
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import suspension.bridge.context.VariableElement

/** The kotlinx coroutine of a task. It waits until the task's code ends it, wherever that code runs. */
internal object TaskCoroutine {

    /**
     * Creates the coroutine of a task, and runs it until it waits. Nothing is dispatched, so neither a cancelled scope
     * nor a closed dispatcher can end it unseen.
     *
     * A task in a lent context has a supervisor of its own there. So its failure affects nobody, and code that waits
     * for the children of that context's job waits for tasks only. The supervisor waits for the coroutine from here on,
     * and the task must be done before the supervisor is, so the task begins to listen first.
     */
    @JvmStatic
    fun <T> launch(task: BridgeTask<T>) {
        val context = (task.inherited() ?: EmptyCoroutineContext) + nameOf(task) + variablesOf(task)
        val lent = task.lentContext()
        if (lent == null) {
            task.setDeferred(task.host().taskScope().async(context, CoroutineStart.UNDISPATCHED, Parking(task)))
        } else {
            val supervisor = SupervisorJob(lent[Job])
            task.setDeferred(
                CoroutineScope(lent + supervisor).async(context, CoroutineStart.UNDISPATCHED, Parking(task))
            )
            task.completeWithCoroutine()
            supervisor.complete()
        }
    }

    private fun nameOf(task: BridgeTask<*>): CoroutineContext =
        task.givenName()?.let { CoroutineName(it) } ?: EmptyCoroutineContext

    /**
     * Returns what puts the task's variables in force. A body needs no element, because its carrier has the variables.
     * It gets one if it would otherwise inherit the element of the Kotlin code around it.
     */
    private fun variablesOf(task: BridgeTask<*>): CoroutineContext =
        when {
            task is SuspendTask<*> -> task
            task.lentContext()?.get(VariableElement) != null -> VariableElement.of(task)
            else -> EmptyCoroutineContext
        }

    /** Suspends without a dispatcher, so the coroutine goes on when and where somebody resumes it. */
    private class Parking<T>(private val task: BridgeTask<T>) : suspend (CoroutineScope) -> T {
        override suspend fun invoke(scope: CoroutineScope): T = suspendCoroutineUninterceptedOrReturn {
            // The scope is the coroutine itself; what is between it and this function need not be kept.
            @Suppress("UNCHECKED_CAST") task.attach(scope as? Continuation<T> ?: it, it.context)
            COROUTINE_SUSPENDED
        }
    }

    /** Completes the coroutine with the task's value, or with the very exception that its code threw. */
    @JvmStatic
    fun <T> complete(task: BridgeTask<T>, failure: Throwable?) {
        @Suppress("UNCHECKED_CAST") val coroutine = task.coroutine() as Continuation<T>
        @Suppress("UNCHECKED_CAST")
        coroutine.resumeWith(if (failure == null) Result.success(task.value() as T) else Result.failure(failure))
    }

    /** Returns the elements of a context that tasks started under it inherit; null for none. */
    @JvmStatic
    fun inheritable(context: CoroutineContext): CoroutineContext? =
        context
            .minusKey(Job)
            .minusKey(ContinuationInterceptor)
            .minusKey(CoroutineExceptionHandler)
            .minusKey(CoroutineName)
            .minusKey(VariableElement)
            .takeUnless { it === EmptyCoroutineContext }
}
