package suspension.insight;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import suspension.EventLoop;
import suspension.Task;
import suspension.bridge.loop.Loop;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;

/**
 * What has the turn of a loop, and keeps everybody else from running there.
 *
 * @param task the task whose body it is; null for a callback and for Kotlin's code
 * @param thread the name of the thread
 * @param held for how long it has had the turn, by real time; an estimate where slices are short, as {@link
 *     suspension.LoopStatistics} says, which may count what ran just before
 * @param stack where it is, innermost frame first, without what of this library is beneath it
 */
public record Turn(@Nullable Task<?> task, String thread, Duration held, List<StackTraceElement> stack) {

    /**
     * Makes a turn.
     *
     * @param task the task whose body it is, or null
     * @param thread the name of the thread
     * @param held for how long it has had the turn
     * @param stack is copied
     */
    public Turn {
        stack = List.copyOf(stack);
    }

    /**
     * Returns what has the turn of a loop now. Neither suspends nor blocks, and does not need the loop to answer.
     *
     * @param loop the loop
     * @return the present turn; null if the loop has nothing to do, or is closed
     */
    public static @Nullable Turn of(EventLoop loop) {
        return of(GraphReader.bridge(Objects.requireNonNull(loop, "loop")));
    }

    static @Nullable Turn of(Loop loop) {
        Thread thread = loop.busyThread();
        if (thread == null) {
            return null;
        }
        Task<?> task = null;
        for (BridgeTask<?> pending : loop.pendingTasks()) {
            if (pending instanceof BodyTask<?> body && body.thread() == thread && body.waiter() == null) {
                task = GraphReader.taskOf(body);
            }
        }
        Duration held = Duration.ofNanos(loop.sliceNanos());
        return new Turn(task, thread.getName(), held, new Frames().running(Arrays.asList(thread.getStackTrace())));
    }
}
