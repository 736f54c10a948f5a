package suspension.samples;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.util.Collection;
import java.util.List;
import suspension.Async;
import suspension.ReturnWhen;
import suspension.Task;
import suspension.WaitResult;

/**
 * The idea: {@code Async.wait} tells which tasks are done, when the first is, when one fails, when all are, or when the
 * time is up.
 *
 * <p>Watch: it throws nothing that a task failed with, and cancels nothing, not even when the time is up.
 */
public final class WaitModes {

    public static void main(String[] args) {
        Async.run(() -> {
            List<Task<?>> tasks = List.of(
                    createTask("quick", () -> sleep(ofMillis(500))),
                    createTask("failing", () -> fail()),
                    createTask("slow", () -> sleep(ofMillis(1500))));
            show("FIRST_COMPLETED", Async.wait(tasks, ReturnWhen.FIRST_COMPLETED));
            show("FIRST_EXCEPTION", Async.wait(tasks, ReturnWhen.FIRST_EXCEPTION));
            show("at most 100 ms", Async.wait(tasks, ofMillis(100)));
            show("ALL_COMPLETED", Async.wait(tasks, ReturnWhen.ALL_COMPLETED));
            System.out.println(
                    "failing ended with: " + tasks.get(1).exceptionNow().getMessage());
        });
    }

    private static void fail() {
        sleep(ofSeconds(1));
        throw new IllegalStateException("out of milk");
    }

    private static void show(String when, WaitResult<Task<?>> result) {
        System.out.println(when + ": done " + names(result.done()) + ", pending " + names(result.pending()));
    }

    private static List<String> names(Collection<Task<?>> tasks) {
        return tasks.stream().map(Task::name).toList();
    }
}
