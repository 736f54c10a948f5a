package suspension.bridge.flow

import suspension.bridge.task.BodyTask
import suspension.bridge.task.CancelRequest
import suspension.bridge.task.WaitReason
import suspension.bridge.task.Waiter

/** A body's wait for a flow that it collects: for the next element, or for the end of upstream. */
internal class ArrivalWaiter(body: BodyTask<*>, private val collection: FlowCollection<*>) : Waiter(body) {

    /** Upstream decides what becomes of the request: it may clean up, or emit all the same. */
    override fun cancel(request: CancelRequest): Boolean =
        isWaiting && collection.cancelUpstream(request) { take(request) }

    override fun followsKotlin(): Boolean = true

    override fun reason(): WaitReason = WaitReason.FLOW

    override fun describe(): String = "a flow"
}
