package suspension.bridge.trace;

import java.util.concurrent.atomic.AtomicInteger;
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

    /** Made when the flight recorder is used for the first time. Any thread uses it. */
    private volatile @Nullable JfrRecorder recorder;

    /** How often somebody has begun to find out whether a recording runs. Any thread uses it. */
    private final AtomicInteger looks = new AtomicInteger();

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
        JfrRecorder.attempt(() -> {
            JfrRecorder made = new JfrRecorder();
            recorder = made;
            update(flightRecorder);
            made.addPeriodicEvents();
        });
    }

    @Override
    public void recordingStateChanged(Recording recording) {
        JfrRecorder.attempt(() -> update(FlightRecorder.getFlightRecorder()));
    }

    /**
     * Whoever looks last has the last word. No monitor is held meanwhile, for the flight recorder has one of its own, which
     * the caller may have too.
     */
    private void update(FlightRecorder flightRecorder) {
        int look;
        do {
            look = looks.incrementAndGet();
            boolean runs = flightRecorder.getRecordings().stream()
                    .anyMatch(recording -> recording.getState() == RecordingState.RUNNING);
            Trace.setRecorder(runs ? recorder : null);
        } while (looks.get() != look);
    }
}
