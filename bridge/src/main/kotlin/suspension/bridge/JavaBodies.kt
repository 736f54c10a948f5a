@file:JvmName("JavaBodies")

package suspension.bridge

import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import suspension.bridge.call.Implementation

/**
 * Runs straight-line Java code that suspends the Java way (`Async.sleep`, `Task.await`, locks, queues), and suspends
 * until that code is done.
 *
 * On a dispatcher of one of Java's event loops, the code is a body of that loop and is confined there. On any other
 * dispatcher, the code has a thread of its own, and this function resumes on its own dispatcher.
 *
 * Cancelling the calling coroutine cancels the code: its present wait throws, and so does every later one. On a thread
 * of its own, the code is also interrupted if it is blocked. This function returns when the code has ended, and throws
 * the very exception that the code threw. The code sees the caller's context: its name, and what its elements install
 * on threads.
 *
 * ```
 * suspend fun find(id: Long): User = javaBody { service.load(id) }
 * ```
 */
public suspend fun <T> javaBody(body: () -> T): T = suspendCoroutineUninterceptedOrReturn {
    Implementation.body<T>(it, body)
}

/**
 * Suspends until the task is done. Returns the task's value, or throws the very exception that the task failed with.
 *
 * Cancelling the calling coroutine leaves the task alone, as `Deferred.await` does. Java's own `task.await()` is for
 * Java bodies, and throws `IllegalStateException` in Kotlin code.
 */
public suspend fun <T> KotlinTask<T>.awaitSuspending(): T {
    val deferred = asDeferred()
    deferred.join()
    var failure: Throwable? = null
    deferred.invokeOnCompletion { failure = it } // the handler runs at once; await() would throw a copy under -ea
    failure?.let { throw it }
    return deferred.await()
}
