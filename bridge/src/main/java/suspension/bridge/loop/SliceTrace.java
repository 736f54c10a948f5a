package suspension.bridge.loop;

import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.trace.Recorder;
import suspension.bridge.trace.SliceRecord;
import suspension.bridge.trace.Trace;

/**
 * What recordings learn of the slices of one worker. A slice begins and ends on the thread that runs it, so neither a
 * hand-over of the turn nor sleep is in it. It counts for the first task that runs in it, in Java or in Kotlin. Only that
 * thread uses this.
 */
final class SliceTrace {

    private final Carrier worker;

    /** Made with the first slice that is recorded, for all that follow. */
    private @Nullable SliceRecord record;

    /** Whether the present slice is recorded. */
    private boolean recorded;

    /** The body that goes on in the present slice; null if something begins there. */
    private @Nullable BodyTask<?> body;

    /** Whether a timer has started what runs. False as long as no recording runs. */
    private boolean ofTimer;

    SliceTrace(Carrier worker) {
        this.worker = worker;
    }

    /** Something begins to run. */
    void begin(Runnable what) {
        Recorder recorder = Trace.recorder();
        if (recorder != null) {
            begin(recorder, null, what instanceof LoopTimer);
        }
    }

    /** A body goes on. */
    void goOn(BodyTask<?> woken) {
        Recorder recorder = Trace.recorder();
        if (recorder != null) {
            begin(recorder, woken, false);
        }
    }

    private void begin(Recorder recorder, @Nullable BodyTask<?> woken, boolean byTimer) {
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

    /** The slice ends, also if it was not recorded. */
    void end() {
        if (recorded && record != null) {
            BridgeTask<?> task = body != null ? body : worker.takeFirst();
            body = null;
            recorded = false;
            record.ends(task == null ? 0 : task.id(), worker.host().id());
        }
    }

    boolean isOfTimer() {
        return ofTimer;
    }
}
