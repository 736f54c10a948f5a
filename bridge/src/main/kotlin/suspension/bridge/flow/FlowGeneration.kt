package suspension.bridge.flow

import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.flow
import suspension.bridge.call.Implementation
import suspension.bridge.task.BodyTask

/** Flows that Java bodies generate. */
public object FlowGeneration {

    /** The object through which a generator emits. */
    public class Emitter<T>
    internal constructor(private val collector: FlowCollector<T>, private val context: CoroutineContext) {

        /** Hands an element to the collector, and suspends the calling body until the collector is done with it. */
        @Throws(Exception::class)
        public fun emit(body: BodyTask<*>, value: T) {
            body.meetCancellation()
            EmissionWaiter(body, context).emit { collector.emit(value) }
        }
    }

    /** The body of a generator. */
    public fun interface Generator<T> {
        @Throws(Exception::class) public fun run(emitter: Emitter<T>)
    }

    /** Returns a cold flow. Each collection runs the generator, as a body where the collector runs. */
    @JvmStatic
    public fun <T> generate(generator: Generator<T>): Flow<T> = flow {
        suspendCoroutineUninterceptedOrReturn<Unit> { continuation ->
            val emitter = Emitter(this, continuation.context)
            Implementation.body(continuation) { generator.run(emitter) }
        }
    }
}
