package suspension.bridge.call

import kotlin.coroutines.Continuation
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.TimeoutCancellationException
import suspension.bridge.context.VariableElement
import suspension.bridge.task.BodyTask
import suspension.bridge.task.CancelRequest
import suspension.bridge.task.DoubleResume
import suspension.bridge.task.WaitReason
import suspension.bridge.task.Waiter
import suspension.bridge.task.orNullIfUnit

/**
 * A body's await of a suspend function: the continuation that the function is given, and the waiter that the
 * continuation wakes.
 *
 * The function runs under a job of its own, a child of the body's, so that a request to cancel the task cancels this
 * call and nothing else. That job is made when somebody asks for the context, because most functions that return at
 * once never do.
 */
public class SuspendWaiter<T>
private constructor(
    body: BodyTask<*>,
    private val call: KotlinCall<T>,
    /**
     * Whether the value must not be lost to a cancellation. If so, the function goes on wherever it is resumed, without
     * a dispatcher. Then there is no moment between the function's return and the body's at which a request could drop
     * the value.
     */
    private val exact: Boolean,
) : Waiter(body), Continuation<T> {

    /** Written by the thread that resumes, before it wakes the body. */
    private var result: Result<T>? = null

    /** Whether the call has ended. Written by the body. */
    private var ended = false

    /** The request that came before the result, or null. Guarded by this. */
    private var request: CancelRequest? = null

    /** The function's own job, or null before it is made. Guarded by this. */
    private var job: CompletableJob? = null

    /** The function's context, or null before it is made. Written under this object's monitor; any thread reads it. */
    @Volatile private var lazyContext: CoroutineContext? = null

    override val context: CoroutineContext
        get() = lazyContext ?: makeContext()

    private fun makeContext(): CoroutineContext =
        synchronized(this) { lazyContext ?: newContext().also { lazyContext = it } }

    private fun newContext(): CoroutineContext {
        val body = body().context()
        val outer = (if (exact) body.minusKey(ContinuationInterceptor) else body) + VariableElement.of(body())
        if (body().isMasked) return outer + NonCancellable
        job = Job(outer[Job])
        // The body's own thread completes the job. Another thread may come here just when the call ends.
        if (ended || Thread.currentThread() !== body().carrier().thread()) body().host().soon(::completeIfEnded)
        return outer + job!!
    }

    /**
     * Called when the call has ended. A call hardly ever has a job. Without one this costs nothing: no lock, and no
     * fence.
     */
    internal fun end() {
        ended = true
        if (lazyContext != null) completeIfEnded()
    }

    private fun completeIfEnded() {
        if (ended) synchronized(this) { job }?.complete()
    }

    override fun resumeWith(result: Result<T>) {
        synchronized(this) {
            check(this.result == null) { DoubleResume.message("task '${body().name()}'", call.javaClass, result) }
            this.result = result
        }
        wake()
    }

    /**
     * The function decides what becomes of the request: it may clean up, or return a value all the same. That value
     * counts, and the body meets the request at its next wait, because most functions that do so have not noticed it.
     */
    override fun cancel(request: CancelRequest): Boolean {
        if (!isWaiting) return false
        makeContext()
        val exception = request.toException()
        val called =
            synchronized(this) {
                if (result != null) return false // it came first
                this.request = request
                job
            }
        take(request)
        called?.cancel(exception)
        return true
    }

    internal fun value(): Any? {
        body().host().beforeCall(body())
        body().handOverElements()
        val carrier = body().carrier()
        val value =
            try {
                carrier.setBody(null) // Kotlin code here must not suspend the Java way
                call.invoke(this)
            } finally {
                carrier.setBody(body())
            }
        if (value !== COROUTINE_SUSPENDED) return value
        await()
        if (result!!.isSuccess) synchronized(this) { request }?.let(body()::postpone)
        return result!!.getOrThrow()
    }

    /** What the function has returned counts: it may be a lock, which nobody else would release. */
    override fun handsOver(): Boolean = exact || result?.isSuccess == true

    override fun followsKotlin(): Boolean = true

    override fun reason(): WaitReason = WaitReason.SUSPEND_FUNCTION

    override fun describe(): String = "a suspend function"

    /** The job is written before the context that makes it visible. */
    override fun job(): Job? = if (lazyContext == null) null else job

    public companion object {
        /**
         * Calls a suspend function from a body. The body suspends if the function does. Throws what the function
         * throws, as it is.
         */
        @JvmStatic
        @Throws(Exception::class)
        public fun <T> await(body: BodyTask<*>, call: KotlinCall<T>): Any? = await(body, false, call)

        /**
         * As [await], for a function of kotlinx that hands something over and does nothing else. What the function has
         * handed over counts, and the body meets a later request to cancel at its next wait.
         */
        @JvmStatic
        @Throws(Exception::class)
        public fun <T> awaitExactly(body: BodyTask<*>, call: KotlinCall<T>): Any? {
            body.meetCancellation()
            return await(body, true, call)
        }

        @Suppress("NOTHING_TO_INLINE") // a call less for the JIT, which inlines to a depth of 15
        private inline fun <T> await(body: BodyTask<*>, exact: Boolean, call: KotlinCall<T>): Any? {
            body.ensureJobActive()
            val waiter = SuspendWaiter(body, call, exact)
            try {
                return waiter.value().orNullIfUnit()
            } catch (e: TimeoutCancellationException) {
                throw body.seen(e)
            } finally {
                waiter.end()
            }
        }
    }
}
