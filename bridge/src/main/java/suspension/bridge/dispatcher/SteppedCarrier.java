package suspension.bridge.dispatcher;

import kotlin.jvm.functions.Function0;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Handle;
import suspension.bridge.task.Waiter;

/** The thread of a body that runs in the steps of its dispatcher. */
final class SteppedCarrier extends ThreadCarrier {

    private final SteppedBody steps;

    private SteppedCarrier(BodyTask<?> owner, SteppedBody steps) {
        super(owner);
        this.steps = steps;
    }

    /** Runs the body to its end on the calling thread, slice by slice. */
    static void carry(BodyTask<?> body, SteppedBody steps) {
        steps.begin();
        try {
            carry(new SteppedCarrier(body, steps));
        } finally {
            steps.end();
        }
    }

    /** Gives the step back to the dispatcher, also if the waiter is awake already: then the body has given up its turn. */
    @Override
    protected void suspend(Waiter waiter) {
        boolean interrupted = Thread.interrupted();
        noteWait();
        try {
            do {
                interrupted = steps.awaitNextSlice(waiter, interrupted);
            } while (waiter.isWaiting());
        } finally {
            noteGoingOn();
        }
        if (interrupted) {
            thread().interrupt();
        }
    }

    @Override
    protected void resume(Waiter waiter) {
        steps.wake();
    }

    /** Has the waiter, for which the body is about to wait, woken in the very step in which the time is up. */
    Handle wakeAfter(long millis, Waiter waiter, Function0<Handle> startApart) {
        return steps.wakeAfter(millis, waiter, startApart);
    }
}
