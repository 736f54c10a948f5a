package suspension.bridge.loop;

import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.trace.Recorder;
import suspension.bridge.trace.SliceRecord;
import suspension.bridge.trace.Trace;

/**
 * What recordings learn of the slices of one loop. A slice begins and ends on the thread that runs it, so neither a
 * hand-over of the turn nor sleep is in it. It counts for the first task that runs in it, in Java or in Kotlin. Only the
 * holder of the turn uses this.
 */
final class SliceTrace {

    /** Made with the first slice that is recorded, for all that follow. */
    private @Nullable SliceRecord record;

    /** Whether the present slice is recorded. */
    private boolean recorded;

    /** The body that goes on in the present slice; null if something begins there. */
    private @Nullable BodyTask<?> body;

    /** Whether a timer has started what runs. False as long as no recording runs. */
    private boolean ofTimer;

    /** Something begins to run on the calling thread. */
    void begin(Carrier worker, Runnable what) {
        Recorder recorder = Trace.recorder();
        if (recorder != null) {
            begin(recorder, worker, null, what instanceof LoopTimer);
        }
    }

    /** A body goes on, on the calling thread. */
    void goOn(Carrier worker, BodyTask<?> woken) {
        Recorder recorder = Trace.recorder();
        if (recorder != null) {
            begin(recorder, worker, woken, false);
        }
    }

    private void begin(Recorder recorder, Carrier worker, @Nullable BodyTask<?> woken, boolean byTimer) {
        if (record == null) {
            record = recorder.newSlice();
        }
        ofTimer = byTimer;
        recorded = record.begins();
        if (recorded) {
            body = woken;
            if (woken == null) {
                worker.noteFirst();
            }
        }
    }

    /** The slice on the calling thread ends, also if it was not recorded. */
    void end(Carrier worker) {
        if (recorded && record != null) {
            BridgeTask<?> task = body != null ? body : worker.takeFirst();
            body = null;
            recorded = false;
            ofTimer = false;
            record.ends(task == null ? 0 : task.id(), worker.host().id());
        }
    }

    boolean isOfTimer() {
        return ofTimer;
    }
}
