package suspension;

import java.util.LinkedHashSet;
import java.util.Set;
import kotlinx.coroutines.Job;
import suspension.bridge.loop.Loop;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;

/** Describes what a loop has not finished, for messages. */
final class PendingReport {

    private PendingReport() {}

    /** Lists the tasks, Kotlin coroutines and threads that the loop waits for, and where they are. */
    static String of(Loop loop) {
        StringBuilder text = new StringBuilder();
        Set<Thread> others = new LinkedHashSet<>(loop.busyThreads());
        for (BridgeTask<?> bridge : loop.pendingTasks()) {
            text.append("\n  ").append(Tasks.taskOf(bridge));
            Thread thread = bridge instanceof BodyTask<?> body ? body.thread() : null;
            if (thread != null) {
                appendStack(text, thread);
                others.remove(thread);
            }
        }
        for (Job coroutine : loop.coroutines()) {
            text.append("\n  ").append(coroutine);
        }
        for (Thread thread : others) {
            text.append("\n  thread '").append(thread.getName()).append('\'');
            appendStack(text, thread);
        }
        return text.toString();
    }

    private static void appendStack(StringBuilder text, Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
    }
}
