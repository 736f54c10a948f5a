package suspension.bridge.internal

import kotlin.coroutines.Continuation
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import suspension.bridge.internal.Coroutines.orNullIfUnit

/**
 * A body's await of a suspend function: the continuation that the function is given, and the waiter that it wakes.
 *
 * The function runs under a job of its own, a child of the body's, so that a request to cancel the task cancels this
 * call and nothing else. That job is made when somebody asks for the context, for most functions that return at once
 * never do.
 */
public class SuspendWaiter<T>
private constructor(
    body: BodyTask<*>,
    /**
     * Whether the value must not be lost to a cancellation. Then the function goes on wherever it is resumed, without a
     * dispatcher: between its value and the body's there is no moment at which a request could drop the value.
     */
    private val exact: Boolean,
) : Waiter(body), Continuation<T> {

    /** Written by whoever resumes, before it wakes the body. */
    private var result: Result<T>? = null

    /** The request that came before the result. Guarded by this. */
    private var request: CancelRequest? = null

    /** Guarded by this. */
    private var job: CompletableJob? = null

    @Volatile private var lazyContext: CoroutineContext? = null

    override val context: CoroutineContext
        get() = lazyContext ?: makeContext()

    private fun makeContext(): CoroutineContext =
        synchronized(this) {
            lazyContext
                ?: run {
                    val outer =
                        body().context().let { if (exact) it.minusKey(ContinuationInterceptor) else it } +
                            VariableElement.of(body())
                    if (body().isMasked) outer + NonCancellable else outer + Job(outer[Job]).also { job = it }
                }
                    .also { lazyContext = it }
        }

    override fun resumeWith(result: Result<T>) {
        synchronized(this) {
            check(this.result == null) { "This call of a suspend function has been resumed before: $result" }
            this.result = result
        }
        wake()
    }

    /**
     * The function decides what becomes of it: it may clean up, or return a value all the same. That value counts; the
     * request then waits for the body's next wait, for most functions that do so have not noticed it.
     */
    override fun cancel(request: CancelRequest): Boolean {
        if (!isWaiting) return false
        makeContext()
        val exception = request.toException()
        synchronized(this) {
                if (result != null) return false // it came first
                this.request = request
                job
            }
            ?.cancel(exception)
        request.setMet()
        return true
    }

    private fun call(call: KotlinCall<T>): Any? {
        val carrier = body().carrier()
        val value =
            try {
                carrier.setBody(null) // what Kotlin runs here must not suspend the Java way
                call.invoke(this)
            } finally {
                carrier.setBody(body())
            }
        if (value !== COROUTINE_SUSPENDED) return value
        await()
        if (result!!.isSuccess) synchronized(this) { request }?.let(body()::postpone)
        return result!!.getOrThrow()
    }

    override fun handsOver(): Boolean = exact

    override fun describe(): String = "a suspend function"

    public companion object {
        /**
         * Calls a suspend function from a body, which suspends if the function does. Throws what the function throws,
         * as it is.
         */
        @JvmStatic
        @Throws(Exception::class)
        public fun <T> await(body: BodyTask<*>, call: KotlinCall<T>): Any? = await(body, false, call)

        /**
         * As [await], for a function of kotlinx's that hands something over, and does nothing else: what it has handed
         * over counts, and a request to cancel that comes later is met at the body's next wait.
         */
        @JvmStatic
        @Throws(Exception::class)
        public fun <T> awaitExactly(body: BodyTask<*>, call: KotlinCall<T>): Any? {
            body.meetCancellation()
            return await(body, true, call)
        }

        private fun <T> await(body: BodyTask<*>, exact: Boolean, call: KotlinCall<T>): Any? {
            body.ensureJobActive()
            val waiter = SuspendWaiter<T>(body, exact)
            try {
                return waiter.call(call).orNullIfUnit()
            } finally {
                waiter.lazyContext?.let { waiter.job?.complete() }
            }
        }
    }
}
