package suspension;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kotlinx.coroutines.Job;
import suspension.bridge.loop.Loop;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;

/** Describes what a loop has not finished, for messages. */
final class PendingReport {

    /** How many tasks are described; of more, how many there are. */
    private static final int MAX_TASKS = 100;

    private PendingReport() {}

    /** Lists the tasks, Kotlin coroutines and threads that the loop waits for, and where they are. */
    static String of(Loop loop) {
        StringBuilder text = new StringBuilder();
        Set<Thread> others = new LinkedHashSet<>(loop.busyThreads());
        List<BridgeTask<?>> tasks = loop.pendingTasks();
        for (BridgeTask<?> bridge : tasks.subList(0, Math.min(MAX_TASKS, tasks.size()))) {
            text.append("\n  ").append(Tasks.taskOf(bridge));
            Thread thread = bridge instanceof BodyTask<?> body ? body.thread() : null;
            if (thread != null) {
                appendStack(text, thread);
                others.remove(thread);
            }
        }
        if (tasks.size() > MAX_TASKS) {
            text.append("\n  and ").append(tasks.size() - MAX_TASKS).append(" more tasks");
            return text.toString();
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
