package suspension.bridge.dispatcher

import java.util.concurrent.Executor
import java.util.concurrent.atomic.AtomicReference
import java.util.concurrent.locks.LockSupport
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.createCoroutineUnintercepted
import kotlin.coroutines.intrinsics.intercepted
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.resume
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import suspension.bridge.task.BodyTask
import suspension.bridge.task.Handle
import suspension.bridge.task.Jobs
import suspension.bridge.task.Waiter

/**
 * A body whose dispatcher is driven by a test's scheduler. The body has a thread of its own, as any body off a loop,
 * but each of its slices runs inside a step of the dispatcher: the dispatcher's thread lets the slice run, and waits
 * until the slice has ended. So to the scheduler the body is a coroutine like any other: there is nothing under way
 * that the scheduler does not know of, and its virtual time is exact.
 *
 * Invariant: the body's thread runs only while a thread that runs a step waits for it in [step]. One of the two runs at
 * any time, and each hand-over orders memory.
 *
 * Half of such a body is a Kotlin coroutine, [drive], which runs the steps. A wake-up of the body resumes it. Where
 * Kotlin has called the body, that coroutine is a part of its caller's, so the body starts in place and returns in
 * place, as a suspend function of Kotlin's does.
 */
internal class SteppedBody(
    private val body: BodyTask<*>,
    private val context: CoroutineContext,
    private val scheduler: TestScheduler,
    private val threads: Executor,
) {

    /** Whether a slice runs. The dispatcher's thread sets it, and the body's thread clears it. */
    @Volatile private var running = false

    /** Whether the body has ended. Written by the body's thread in its last slice. */
    @Volatile private var ended = false

    /** The thread that waits for the present slice. Written before [running] is set. */
    private var stepping: Thread? = null

    /** The thread of the body; null before it starts. Guarded by this. */
    private var thread: Thread? = null

    /** Whether the thread that waits for the slice has been interrupted, and has passed that on. Guarded by this. */
    private var interruptPassedOn = false

    /**
     * Null while a slice runs; [WOKEN] if a wake-up has come then; what wakes [drive] while it waits: its continuation,
     * or the job of its delay.
     */
    private val wakeUp = AtomicReference<Any?>()

    /** What the body waits for between two slices. Written by the body's thread before it ends the slice. */
    private var waiter: Waiter? = null

    /** A timer that wakes a waiter of the body's, and that nothing runs yet; null for none. */
    private var alarm: Alarm? = null

    // The dispatcher's side

    /** Starts the body in a step of its own. */
    fun start() {
        val steps: suspend () -> Unit = { drive() }
        goOn(steps.createCoroutineUnintercepted(Nobody(context)))
    }

    /** Runs the body to its end, and suspends while it waits. Called in a step of the dispatcher. */
    suspend fun drive() {
        step()
        while (!ended) {
            awaitWakeUp()
            step()
        }
    }

    /** Goes on in another step. */
    suspend fun takeAnother(): Unit = suspendCoroutineUninterceptedOrReturn {
        goOn(it)
        COROUTINE_SUSPENDED
    }

    /** Returns once a wake-up has come for the wait that the body is in. There is one for each. */
    private suspend fun awaitWakeUp() {
        val due = alarm.also { alarm = null }
        when {
            due == null || due.isCancelled -> awaitOthers()
            due.waiter === waiter -> awaitTime(due)
            else -> {
                due.startApart()
                awaitOthers()
            }
        }
    }

    private suspend fun awaitOthers(): Unit = suspendCoroutineUninterceptedOrReturn {
        if (!wakeUp.compareAndSet(null, it)) {
            wakeUp.set(null)
            goOn(it)
        }
        COROUTINE_SUSPENDED
    }

    /** Waits in Kotlin's own delay, which goes on in the very step in which the time is up. */
    private suspend fun awaitTime(due: Alarm) {
        val early = Job()
        if (!wakeUp.compareAndSet(null, early)) {
            alarm = due // in case that the wake-up was none: no time has passed then
            return awaitOthers()
        }
        try {
            withContext(early) { delay(due.millis) }
        } catch (_: CancellationException) {
            return // the wake-up has come
        }
        // If others have ended the wait at the same time, their wake-up is on its way, or has come and found the job.
        if (!due.waiter.wake() && wakeUp.compareAndSet(early, null)) awaitOthers()
    }

    /**
     * Resumes [drive] in a step of its own, even if the dispatcher would run it in place: the caller may hold a lock.
     */
    private fun goOn(drive: Continuation<Unit>) {
        if (scheduler.isDispatchNeeded(context)) drive.intercepted().resume(Unit)
        else scheduler.enqueue(context) { drive.intercepted().resume(Unit) }
    }

    private fun hurry(early: Job) {
        if (scheduler.isDispatchNeeded(context)) Jobs.cancel(early)
        else scheduler.enqueue(context) { Jobs.cancel(early) }
    }

    private fun step() {
        stepping = Thread.currentThread()
        running = true
        val carrier = synchronized(this) { thread }
        if (carrier != null) {
            LockSupport.unpark(carrier)
        } else {
            try {
                threads.execute { SteppedCarrier.carry(body, this) }
            } catch (e: Throwable) { // there are no threads left
                ended = true
                running = false
                body.refuse(e)
            }
        }
        awaitSlice()
    }

    /**
     * Waits until the slice has ended, for the step is not over before. An interrupt of this thread is meant for the
     * code that runs in the step, so it goes to the body. If the body takes no notice, this thread keeps it.
     */
    private fun awaitSlice() {
        var interrupted = false
        while (running) {
            LockSupport.park(this)
            interrupted = (Thread.interrupted() && !passOnInterrupt()) || interrupted
        }
        val unnoticed = synchronized(this) { interruptPassedOn.also { interruptPassedOn = false } }
        if (interrupted || unnoticed) Thread.currentThread().interrupt()
    }

    @Synchronized
    private fun passOnInterrupt(): Boolean {
        val current = thread
        if (!running || current == null) return false
        interruptPassedOn = true
        current.interrupt()
        return true
    }

    // The body's side

    /** Called by the body's thread before anything else. */
    fun begin() {
        synchronized(this) { thread = Thread.currentThread() }
    }

    /**
     * Ends the present slice, and waits for the next one. The calling thread's interrupt flag is clear.
     *
     * @param waiting what the body waits for
     * @param interrupted whether the body was interrupted in the slice
     * @return whether it still is
     */
    fun awaitNextSlice(waiting: Waiter, interrupted: Boolean): Boolean {
        waiter = waiting
        var left = endSlice(interrupted)
        while (!running) {
            LockSupport.park(this)
            left = Thread.interrupted() || left
        }
        return left
    }

    fun end() {
        ended = true
        endSlice(Thread.interrupted())
    }

    private fun endSlice(interrupted: Boolean): Boolean {
        val waiting = stepping
        val givenBack =
            synchronized(this) {
                interruptPassedOn = interruptPassedOn && interrupted
                running = false
                interruptPassedOn
            }
        LockSupport.unpark(waiting)
        return interrupted && !givenBack
    }

    /** Has the body's next slice run in a step of its own. Any thread. */
    fun wake() {
        val waiting = wakeUp.getAndUpdate { if (it == null || it === WOKEN) WOKEN else null }
        @Suppress("UNCHECKED_CAST")
        when {
            waiting is Job -> hurry(waiting)
            waiting !== WOKEN && waiting != null -> goOn(waiting as Continuation<Unit>)
        }
    }

    /**
     * Wakes the waiter once the time has passed, from now on. Called by the body's thread, before the body waits there.
     */
    fun wakeAfter(millis: Long, waiter: Waiter, startApart: () -> Handle): Handle {
        alarm?.startApart()
        return Alarm(millis, waiter, startApart).also { alarm = it }
    }

    /**
     * A timer that the body is going to wait for. No virtual time passes until the slice ends. If the body waits for
     * something else first, it is a timer like any other.
     */
    private class Alarm(val millis: Long, val waiter: Waiter, private val start: () -> Handle) : Handle {

        var isCancelled = false
            private set

        private var started: Handle? = null

        fun startApart() {
            if (!isCancelled) started = start()
        }

        override fun cancel() {
            isCancelled = true
            started?.cancel()
        }
    }

    /** The end of a body that no coroutine waits for: its task tells. */
    private class Nobody(override val context: CoroutineContext) : Continuation<Unit> {
        override fun resumeWith(result: Result<Unit>) = result.getOrThrow()
    }

    private companion object {
        val WOKEN = Any()
    }
}
