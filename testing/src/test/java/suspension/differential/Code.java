package suspension.differential;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import suspension.Async;
import suspension.Awaitable;
import suspension.ContextVar;
import suspension.Task;

/** Runs steps: those of a task, or of a callback, which may not suspend. */
final class Code {

    static final List<ContextVar<Integer>> VARIABLES =
            List.of(ContextVar.named("v0"), ContextVar.withDefault("v1", 100));

    /** What a list of steps gives when one of them was to return: the value of the task. */
    record Returned(Integer value) {}

    /** A variable that was set, and what undoes it. */
    record Set(ContextVar<?> variable, ContextVar.Token token) {}

    final Scene scene;
    final String who;
    final Deque<Set> set = new ArrayDeque<>();

    /** Null in a callback. */
    private final Task<?> task;

    private Code(Scene scene, String who, Task<?> task) {
        this.scene = scene;
        this.who = who;
        this.task = task;
    }

    /** The body of a task. */
    static Awaitable<Object, RuntimeException> body(Scene scene, int id, List<Step> steps) {
        return () -> {
            Task<?> task = Async.currentTask();
            scene.tasks.put(id, task);
            Returned returned = new Code(scene, "t" + id, task).run(steps);
            return returned == null ? null : returned.value();
        };
    }

    Runnable callback(int id, List<Step> steps) {
        return () -> new Code(scene, "k" + id, null).run(steps);
    }

    /** The tasks that exist, but for the one that runs this. */
    List<Task<?>> others(List<?> ids) {
        List<Task<?>> others = new ArrayList<>();
        for (Object id : ids) {
            Task<?> other = scene.tasks.get((Integer) id);
            if (other != null && other != task) {
                others.add(other);
            }
        }
        return others;
    }

    void log(String number, String operation, String result) {
        String count = task == null ? "" : " c" + task.cancelling();
        scene.log.add(scene.now() + " " + who + " " + number + " " + operation + count + " " + result);
    }

    /** Null unless one of them returns. */
    Returned run(List<Step> steps) {
        for (Step step : steps) {
            Object result;
            try {
                result = Operations.named(step.operation()).run(this, step);
            } catch (Throwable e) {
                log(String.valueOf(step.number()), step.operation(), "!" + LogText.name(e));
                throw e;
            }
            boolean returns = result instanceof Returned;
            String shown = !returns
                    ? LogText.of(result)
                    : step.operation().equals("return")
                            ? step.arguments().get(0).toString()
                            : "returns";
            log(String.valueOf(step.number()), step.operation(), shown);
            if (returns) {
                return (Returned) result;
            }
        }
        return null;
    }

    /** {@code [kind, steps, handler]}: what is caught, and whether it is thrown on when the handler is done. */
    Returned attempt(String kind, List<Step> steps, List<Step> handler) {
        Returned result;
        try {
            result = run(steps);
        } catch (RuntimeException e) {
            if (kind.equals(e instanceof CancellationException ? "exception" : "cancel")) {
                throw e;
            }
            Returned instead = run(handler);
            if (instead == null && (kind.equals("finally") || kind.equals("rethrow"))) {
                throw e;
            }
            return instead;
        }
        Returned last = kind.equals("finally") ? run(handler) : null;
        return last == null ? result : last;
    }

    static Duration units(int count) {
        return Duration.ofMillis(count);
    }
}
