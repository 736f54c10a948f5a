package suspension.bridge.flow

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.flow.Flow
import suspension.bridge.task.BodyTask

/** A body's iteration over a flow. Only that body uses it. It is closed when the body ends, if not before. */
public class FlowIteration<T> public constructor(private val body: BodyTask<*>, flow: Flow<T>) {

    /** Created by the first step, because it has a job that somebody must complete. */
    private val collection by lazy(LazyThreadSafetyMode.NONE) { FlowCollection.of(body, flow, null) }
    private val atEnd = Runnable(::close)
    private var begun = false
    private var closed = false

    /** Suspends until there is an element. Returns false if upstream has ended; throws what upstream failed with. */
    @Throws(Exception::class)
    public fun advance(): Boolean {
        if (!begun) {
            begun = true
            body.ensureJobActive()
            body.addLeftover(atEnd)
        }
        val found =
            try {
                collection.advance()
            } catch (e: Throwable) {
                finish(e)
                throw e
            }
        if (!found) finish(null)
        return found
    }

    public fun element(): T = collection.element()

    public fun isClosed(): Boolean = closed

    /** Returns the body that iterates. */
    public fun body(): BodyTask<*> = body

    /** Ends upstream, and suspends until it has ended. */
    @Throws(Exception::class)
    public fun close() {
        if (begun && !closed) finish(Abort())
        closed = true
    }

    private fun finish(cause: Throwable?) {
        closed = true
        try {
            if (cause != null) collection.end(cause)
        } finally {
            body.removeLeftover(atEnd)
        }
        collection.throwFailure(cause)
    }

    /**
     * What upstream meets when nobody wants its elements any more. It cannot be copied, so upstream throws this very
     * object.
     */
    private class Abort : CancellationException("The iteration over this flow has been closed") {
        override fun fillInStackTrace(): Throwable = this
    }
}
