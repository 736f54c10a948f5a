package suspension.bridge.internal

import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.createCoroutine
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.flow

/** Flows that Java bodies generate. */
public object FlowGeneration {

    /** What a generator emits through. */
    public class Emitter<T>
    internal constructor(private val collector: FlowCollector<T>, private val context: CoroutineContext) {

        /** Hands an element to the collector, and suspends the calling body until the collector is done with it. */
        @Throws(Exception::class)
        public fun emit(body: BodyTask<*>, value: T) {
            body.meetCancellation()
            Emission(body, context).run { collector.emit(value) }
        }
    }

    /** The body of a generator. */
    public fun interface Generator<T> {
        @Throws(Exception::class) public fun run(emitter: Emitter<T>)
    }

    /** A cold flow: each collection runs the generator, as a body where the collector runs. */
    @JvmStatic
    public fun <T> generate(generator: Generator<T>): Flow<T> = flow {
        suspendCoroutineUninterceptedOrReturn<Unit> { continuation ->
            val emitter = Emitter(this, continuation.context)
            Implementing.body(continuation) { generator.run(emitter) }
        }
    }

    /**
     * A body's wait for the collector. It emits in the collector's own context, as flows must: on a loop at once, for
     * the body has the turn there; elsewhere through the collector's dispatcher. The body stays until the collector is
     * done: a request to cancel waits.
     */
    private class Emission(body: BodyTask<*>, override val context: CoroutineContext) :
        Waiter(body), Continuation<Unit> {

        /** Written by whoever resumes, before it wakes the body. */
        private var result: Result<Unit>? = null

        override fun resumeWith(result: Result<Unit>) {
            this.result = result
            wake()
        }

        fun run(emit: suspend () -> Unit) {
            if (start(emit) !== COROUTINE_SUSPENDED) return
            body().masked<Unit, RuntimeException> { await() }
            result!!.getOrThrow()
        }

        private fun start(emit: suspend () -> Unit): Any? {
            if (body().host() !is Loop) {
                emit.createCoroutine(this).resume(Unit)
                return COROUTINE_SUSPENDED
            }
            val carrier = body().carrier()
            carrier.setBody(null)
            try {
                return emit.startCoroutineUninterceptedOrReturn(this)
            } finally {
                carrier.setBody(body())
            }
        }

        override fun describe(): String = "the collector of its flow"
    }
}
