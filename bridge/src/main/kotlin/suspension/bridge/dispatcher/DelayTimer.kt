package suspension.bridge.dispatcher

import java.util.concurrent.atomic.AtomicReference
import kotlinx.coroutines.Job
import suspension.bridge.task.Handle
import suspension.bridge.task.Jobs
import suspension.bridge.task.Waiter

/** A timer that is a coroutine, suspended in `delay`. */
internal class DelayTimer(action: Runnable, private val timer: Job) : Handle {

    /** Null once the action has run or has been cancelled. */
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
        Jobs.cancel(timer)
    }
}
