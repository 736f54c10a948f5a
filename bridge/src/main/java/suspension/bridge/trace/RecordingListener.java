package suspension.bridge.trace;

import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;

/**
 * Puts a recorder into {@link Trace} while a recording runs. The classes of the events are loaded before the first
 * recording begins, and not without one, because that takes longer than starting a small program.
 */
final class RecordingListener implements FlightRecorderListener {

    /** Made when the flight recorder is used for the first time. Guarded by this. */
    private @Nullable JfrRecorder recorder;

    private RecordingListener() {}

    static boolean isRecorderUsed() {
        return FlightRecorder.isInitialized();
    }

    static void connect() {
        FlightRecorder.addListener(new RecordingListener());
    }

    /** Called at once if the flight recorder has been in use before. */
    @Override
    public void recorderInitialized(FlightRecorder flightRecorder) {
        update(flightRecorder);
    }

    @Override
    public void recordingStateChanged(Recording recording) {
        update(FlightRecorder.getFlightRecorder());
    }

    private synchronized void update(FlightRecorder flightRecorder) {
        if (recorder == null) {
            recorder = new JfrRecorder();
            recorder.addPeriodicEvents();
        }
        boolean runs = flightRecorder.getRecordings().stream()
                .anyMatch(recording -> recording.getState() == RecordingState.RUNNING);
        Trace.setRecorder(runs ? recorder : null);
    }
}
