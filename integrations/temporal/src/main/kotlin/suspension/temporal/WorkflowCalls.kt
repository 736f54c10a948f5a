package suspension.temporal

import java.util.function.Function
import suspension.remote.callRemote

/**
 * Starts a workflow, or joins the one of that key, and returns its result, as [Workflows.call] does; this is the same
 * for Kotlin.
 *
 * ```
 * val receipt = workflows.await<OrderWorkflow, _>("order-7") { it.process(order) }
 * ```
 */
public suspend inline fun <reified W : Any, R> Workflows.await(key: String, noinline method: (W) -> R): R =
    await(W::class.java, key, method)

/** As the other, for a workflow's interface that is known as a class. */
public suspend fun <W : Any, R> Workflows.await(workflow: Class<W>, key: String, method: (W) -> R): R {
    val call = prepare<W, R>(workflow, Function { method(it) })
    return callRemote(key, call, call, call.rules())
}
