package suspension.bridge.task;

import org.jspecify.annotations.Nullable;
import suspension.bridge.context.VariableScope;
import suspension.bridge.trace.Recorder;
import suspension.bridge.trace.TaskRecord;
import suspension.bridge.trace.Trace;

/**
 * What is kept of how a task was made. Most tasks have none, and those of debug mode and of recordings share one field.
 *
 * @param creation where the task was made; null unless its host is in debug mode
 * @param record the task's event; null unless there was a recording
 */
record Origin(@Nullable Throwable creation, @Nullable TaskRecord record) {

    /** Returns what is to be kept of a task that the calling code makes now, or null. */
    static @Nullable Origin of(TaskHost host) {
        Recorder recorder = Trace.recorder();
        if (recorder == null && !host.isDebug()) {
            return null;
        }
        Throwable creation = host.isDebug() ? new Throwable("created here") : null;
        return new Origin(creation, recorder == null ? null : recorder.newTask(creator(), false));
    }

    /** Returns what is to be kept of a task when its event has been told. */
    static @Nullable Origin ofCreation(@Nullable Throwable creation) {
        return creation == null ? null : new Origin(creation, null);
    }

    private static long creator() {
        return VariableScope.current() instanceof BridgeTask<?> task ? task.id() : 0;
    }
}
