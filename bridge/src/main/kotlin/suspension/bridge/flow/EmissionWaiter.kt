package suspension.bridge.flow

import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.createCoroutine
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import suspension.bridge.loop.Loop
import suspension.bridge.task.BodyTask
import suspension.bridge.task.WaitReason
import suspension.bridge.task.Waiter

/**
 * A body's wait for the collector of the flow that it generates.
 *
 * The body emits in the collector's own context, as flows must. On a loop the body has the turn there, so it emits at
 * once; elsewhere it emits through the collector's dispatcher. A request to cancel stays pending until the collector is
 * done.
 */
internal class EmissionWaiter(body: BodyTask<*>, override val context: CoroutineContext) :
    Waiter(body), Continuation<Unit> {

    /** Written by the thread that resumes this, before it wakes the body. Only the woken body reads it. */
    private var result: Result<Unit>? = null

    override fun resumeWith(result: Result<Unit>) {
        this.result = result
        wake()
    }

    /** Runs the emission, and suspends the body until the collector is done. Throws what the collector throws. */
    fun emit(emission: suspend () -> Unit) {
        body().handOverElements()
        if (start(emission) !== COROUTINE_SUSPENDED) return
        body().masked<Unit, RuntimeException> { await() }
        result!!.getOrThrow()
    }

    private fun start(emission: suspend () -> Unit): Any? {
        if (body().host() !is Loop) {
            emission.createCoroutine(this).resume(Unit)
            return COROUTINE_SUSPENDED
        }
        val carrier = body().carrier()
        carrier.setBody(null)
        try {
            return emission.startCoroutineUninterceptedOrReturn(this)
        } finally {
            carrier.setBody(body())
        }
    }

    override fun followsKotlin(): Boolean = true

    override fun reason(): WaitReason = WaitReason.FLOW

    override fun describe(): String = "the collector of its flow"
}
