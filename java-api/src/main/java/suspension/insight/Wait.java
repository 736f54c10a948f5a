package suspension.insight;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import suspension.Task;

/**
 * What a body waits for.
 *
 * @param reason of what kind that is
 * @param what what it is, for people: {@code "sleep of PT1S"}, {@code "gather of 3"}, the name of a task, {@code
 *     "AsyncQueue.get()"}. Of user code there are only names of classes here, and names of tasks
 * @param detail what else is known of it, as it was then; null for nothing. {@code "AsyncQueue[0 of 10]"} for a queue,
 *     and for a suspend function the one that has suspended last, {@code "Prices.fetch(Prices.kt:12)"}, if it can be seen
 * @param tasks the tasks among it that are not done; empty if it is something else. The body waits for all of them, unless
 *     {@code any}
 * @param any whether the body goes on as soon as one of those is done
 * @param holder the task that has the lock that is waited for, or to which the lock is on its way. It may be done, and
 *     then has not released the lock. Null if this is no lock, or if no task has it
 * @param call the thread that runs the call that is waited for, and where it is; null if this is no such call, or if it
 *     still waits for a thread
 * @param duration for how long the body has waited, by real time
 */
public record Wait(
        WaitReason reason,
        String what,
        @Nullable String detail,
        List<Task<?>> tasks,
        boolean any,
        @Nullable Task<?> holder,
        @Nullable ThreadCall call,
        Duration duration) {

    /**
     * Makes a wait.
     *
     * @param reason of what kind it is
     * @param what what it is
     * @param detail what else is known, or null
     * @param tasks is copied
     * @param any whether one of the tasks is enough
     * @param holder who has the lock, or null
     * @param call which thread runs the call, or null
     * @param duration for how long
     */
    public Wait {
        Objects.requireNonNull(reason, "reason");
        tasks = List.copyOf(tasks);
    }
}
