package suspension.bridge.internal

import java.util.concurrent.atomic.AtomicReference
import kotlinx.coroutines.Job

/** A timer that is a coroutine in its `delay`. */
internal class DelayTimer(action: Runnable, private val timer: Job) : TimerHandle {

    /** Null once it has run or has been cancelled. */
    private val action = AtomicReference<Runnable?>(action)

    fun fire() {
        when (val due = action.getAndSet(null)) {
            null -> {}
            is Waiter -> due.wake()
            else -> due.run()
        }
    }

    override fun cancel() {
        action.set(null)
        timer.cancel()
    }
}
