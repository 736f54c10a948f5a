package suspension.bridge.trace;

import org.jspecify.annotations.Nullable;

/**
 * Whether a recording runs. As long as none does, whoever has something to record finds that out by reading one field,
 * and nothing of the flight recorder is loaded but what it takes to be told of the first recording.
 */
public final class Trace {

    /** Null as long as no recording runs. Written by the threads that start and stop recordings; any thread reads it. */
    private static volatile @Nullable Recorder recorder;

    /** Written once, when the class of the loops is initialised. */
    private static volatile @Nullable Periodic periodic;

    private Trace() {}

    /** Returns what takes events; null as long as no recording runs. Any thread. */
    public static @Nullable Recorder recorder() {
        return recorder;
    }

    static void setRecorder(@Nullable Recorder recorder) {
        Trace.recorder = recorder;
    }

    /** Sets what recordings ask from time to time. */
    public static void setPeriodic(Periodic periodic) {
        Trace.periodic = periodic;
    }

    /** Returns what recordings ask from time to time; null if there has never been a loop. */
    static @Nullable Periodic periodic() {
        return periodic;
    }

    /**
     * Sees to it that recordings are noticed from now on. If the flight recorder is in use already, they are once this
     * returns. Otherwise that is left to a thread, because it may take as long as starting a hundred loops. Never throws.
     */
    public static void connect() {
        if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
            return;
        }
        try {
            if (RecordingListener.isRecorderUsed()) {
                RecordingListener.connect();
            } else {
                Thread thread = new Thread(null, Trace::connectQuietly, "suspension-trace", 0, false);
                thread.setDaemon(true);
                thread.start();
            }
        } catch (Throwable e) { // the module is there, but not for us
            ignore(e);
        }
    }

    private static void connectQuietly() {
        try {
            RecordingListener.connect();
        } catch (Throwable e) {
            ignore(e);
        }
    }

    /** Called with what has failed while something was recorded. What is recorded goes on, and is none the wiser. */
    public static void ignore(@SuppressWarnings("unused") Throwable failure) {}
}
