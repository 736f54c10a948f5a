package suspension.bridge.flow

import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import suspension.bridge.context.VariableElement
import suspension.bridge.task.BodyTask
import suspension.bridge.task.CancelRequest
import suspension.bridge.task.Jobs

/**
 * A body's collection of a flow. The body handles what comes from upstream, on its own thread.
 *
 * The body's own thread calls `collect`, and also carries the flow on after each element that was handed over. So an
 * element that the flow emits without having suspended arrives on that thread, and the consumer runs at once, as body
 * code, within `emit`. Such an element costs no switch. Once upstream has suspended for reasons of its own, the next
 * element arrives in a slice of Kotlin's. Then `emit` suspends, the body is woken, and the body's thread carries the
 * flow on.
 *
 * ```
 *                  begin / carry on                  emit suspends
 *   body ────────────────────────────▶ upstream ──────────────────────▶ element handed over, body woken
 *     ▲                                   │ ends                                       │
 *     └───────────────────────────────────┴────────────────────────────────────────────┘
 * ```
 *
 * Upstream runs under a job of its own, a child of the body's. A request to cancel the body while upstream is at work
 * cancels that job, and the body goes on when upstream has ended.
 */
public class FlowCollection<T>
private constructor(
    private val body: BodyTask<*>,
    private val flow: Flow<T>,
    /** What the body does with an element that arrives on its thread; null if every element is handed over. */
    private val consumer: Consumer<T>?,
) : Continuation<Unit>, FlowCollector<T> {

    /** What a body does with an element. */
    public fun interface Consumer<T> {
        @Throws(Exception::class) public fun accept(value: T)
    }

    private val carrier = body.carrier()
    private val thread = carrier.thread()
    private val job = Job(body.context()[Job].takeUnless { body.isMasked })

    override val context: CoroutineContext =
        (body.context() + VariableElement.of(body)).let { if (body.isMasked) it + NonCancellable else it + job }

    /** Whether upstream runs on the body's thread right now. Only that thread uses it. */
    private var carrying = false

    /** Whether the body has begun to collect. Only the body uses it. */
    private var begun = false

    /** What the consumer threw. The collection throws it, whatever upstream makes of it. Only the body uses it. */
    private var consumerFailure: Throwable? = null

    /**
     * The element that has been handed over. Written under this object's monitor; the body reads it after the arrival.
     */
    private var value: T? = null

    /** How upstream goes on from that element; null while upstream is at work. Guarded by this. */
    private var emission: Continuation<Unit>? = null

    /**
     * How upstream has ended; null before. Written under this object's monitor; the body reads it after the arrival.
     */
    private var result: Result<Unit>? = null

    /** The body's wait for an element or for the end; null if it does not wait. Guarded by this. */
    private var arrival: ArrivalWaiter? = null

    /** What upstream gets at its next emission, once nobody takes elements any more. Guarded by this. */
    private var abort: Throwable? = null

    /** The request that cancelled upstream for the body. Written by whoever asks, before upstream can notice. */
    @Volatile private var cancelledBy: CancelRequest? = null

    // Upstream's side

    override suspend fun emit(value: T): Unit = suspendCoroutineUninterceptedOrReturn { arrived(value, it) }

    private fun arrived(value: T, emission: Continuation<Unit>): Any {
        if (consumer != null && carrying && Thread.currentThread() === thread) {
            consume(consumer, value)
            return Unit
        }
        return handOver(value, emission)
    }

    private fun consume(consumer: Consumer<T>, value: T) {
        consumerFailure?.let { throw it }
        carrier.setBody(body)
        try {
            body.meetCancellation()
            consumer.accept(value)
            body.handOverElements()
        } catch (e: Throwable) {
            consumerFailure = e
            synchronized(this) { abort = e }
            throw e
        } finally {
            carrier.setBody(null)
        }
    }

    private fun handOver(value: T, emission: Continuation<Unit>): Any {
        val woken: ArrivalWaiter?
        synchronized(this) {
            abort?.let { throw it }
            check(this.emission == null) { "The flow emits an element before the one before it has been consumed" }
            this.value = value
            this.emission = emission
            woken = arrival
        }
        woken?.wake()
        return COROUTINE_SUSPENDED
    }

    override fun resumeWith(result: Result<Unit>) {
        val woken: ArrivalWaiter?
        synchronized(this) {
            check(this.result == null) { "This collection of a flow has been resumed before: $result" }
            this.result = result
            woken = arrival
        }
        woken?.wake()
    }

    // The body's side

    /** Carries upstream on until it has handed an element over, or has ended. Returns whether there is an element. */
    internal fun advance(): Boolean {
        if (result == null) {
            if (begun) carryOn(Result.success(Unit)) else begin()
            awaitArrival()
        }
        return result == null
    }

    /** Returns the element that has been handed over. */
    internal fun element(): T {
        @Suppress("UNCHECKED_CAST")
        return value as T
    }

    private fun begin() {
        begun = true
        carry {
            val value =
                try {
                    suspend { flow.collect(this) }.startCoroutineUninterceptedOrReturn(this)
                } catch (e: Throwable) {
                    return@carry resumeWith(Result.failure(e))
                }
            if (value !== COROUTINE_SUSPENDED) resumeWith(Result.success(Unit))
        }
    }

    /** Carries upstream on with the result. Returns false if upstream is itself at work. */
    private fun carryOn(result: Result<Unit>): Boolean {
        val next: Continuation<Unit>?
        synchronized(this) {
            next = emission
            emission = null
            value = null
        }
        if (next != null) carry { next.resumeWith(result) }
        return next != null
    }

    private inline fun carry(upstream: () -> Unit) {
        body.handOverElements()
        carrier.setBody(null)
        carrying = true
        try {
            upstream()
        } finally {
            carrying = false
            carrier.setBody(body)
        }
    }

    private fun awaitArrival() {
        val waiter = ArrivalWaiter(body, this)
        val arrived =
            synchronized(this) {
                arrival = if (emission == null && result == null) waiter else null
                arrival == null
            }
        if (arrived) return body.reinstallElements()
        try {
            waiter.await()
        } finally {
            synchronized(this) { arrival = null }
        }
    }

    /** Passes a request to cancel the body on to upstream. Returns false if an element or the end came first. */
    internal fun cancelUpstream(request: CancelRequest, take: () -> Unit): Boolean {
        val exception = request.toException()
        synchronized(this) { if (emission != null || result != null) return false }
        cancelledBy = request
        take()
        job.cancel(exception)
        return true
    }

    /** Makes upstream end with an exception instead of an element, and suspends until it has ended. */
    internal fun end(cause: Throwable) {
        synchronized(this) { abort = abort ?: cause }
        if (!begun) {
            begun = true
            resumeWith(Result.failure(cause))
        }
        while (result == null) {
            if (!carryOn(Result.failure(cause))) Jobs.cancel(job)
            body.masked<Unit, RuntimeException> { awaitArrival() }
        }
    }

    /** Throws what upstream has ended with, unless that is the expected failure, which made upstream end. */
    internal fun throwFailure(expected: Throwable?) {
        job.complete()
        val failure = result?.exceptionOrNull() ?: return postponeRequest()
        if (expected == null || (failure !== expected && failure.cause !== expected)) throw body.seen(failure)
    }

    /** Leaves the request for the body's next wait. Upstream has ended as if nobody had asked it to cancel. */
    private fun postponeRequest() {
        cancelledBy?.let(body::postpone)
    }

    public companion object {

        internal fun <T> of(body: BodyTask<*>, flow: Flow<T>, consumer: Consumer<T>?): FlowCollection<T> =
            FlowCollection(body, flow, consumer)

        /**
         * Collects the flow, with the body as its collector. Throws what the consumer throws, or else what upstream
         * throws, as it is.
         */
        @JvmStatic
        @Throws(Exception::class)
        public fun <T> collect(body: BodyTask<*>, flow: Flow<T>, consumer: Consumer<T>) {
            body.ensureJobActive()
            of(body, flow, consumer).run(consumer)
        }
    }

    private fun run(consumer: Consumer<T>) {
        try {
            while (advance()) consumer.accept(element())
        } catch (e: Throwable) {
            consumerFailure = consumerFailure ?: e
            end(e)
        }
        val own = consumerFailure
        throwFailure(own)
        if (own != null) throw own
    }
}
