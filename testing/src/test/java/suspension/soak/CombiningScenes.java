package suspension.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import suspension.Action;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.Awaitable;
import suspension.ContextVar;
import suspension.Coroutine;
import suspension.ExceptionGroup;
import suspension.Outcome;
import suspension.ReturnWhen;
import suspension.Task;
import suspension.TaskGroup;
import suspension.WaitResult;

/** Several tasks at once: groups, gather, wait, asCompleted. */
final class CombiningScenes {

    private static final ContextVar<Integer> PLAY = ContextVar.named("play");

    private CombiningScenes() {}

    static List<Scene> all() {
        return List.of(
                Scene.anywhere("group", CombiningScenes::group),
                Scene.anywhere("gather", CombiningScenes::gather),
                Scene.anywhere("gatherOutcomes", CombiningScenes::gatherOutcomes),
                Scene.anywhere("wait", CombiningScenes::waitFor),
                Scene.anywhere("asCompleted", CombiningScenes::asCompleted),
                Scene.anywhere("context variable", CombiningScenes::contextVariable));
    }

    private static void group(Stage stage) {
        group(stage, 0);
    }

    /** A group whose children fail, are late, or are groups. All are done when it ends, however that is. */
    private static void group(Stage stage, int depth) {
        List<Task<?>> children = new ArrayList<>();
        try {
            TaskGroup.run(group -> {
                for (int i = stage.between(1, 5); i > 0; i--) {
                    startChild(stage, group, children, () -> child(stage, group, children, depth));
                }
                stage.pause();
                if (stage.oneIn(8)) {
                    group.cancel();
                }
                stage.maybeFail();
            });
        } catch (ExceptionGroup e) {
            stage.expect(Fault.explains(e), "a group fails for its children's failures: " + e.exceptions());
        } finally {
            synchronized (children) {
                stage.expect(children.stream().allMatch(Task::isDone), "a group waits for its children: " + children);
            }
        }
    }

    private static void child(Stage stage, TaskGroup group, List<Task<?>> children, int depth) {
        stage.pause();
        if (stage.oneIn(4)) {
            startChild(stage, group, children, stage::pause);
        }
        if (depth < 2 && stage.oneIn(5)) {
            group(stage, depth + 1);
        }
        stage.pause();
        stage.maybeFail();
    }

    private static void startChild(Stage stage, TaskGroup group, List<Task<?>> children, Action<?> body) {
        try {
            Task<?> child = stage.track(group.createTask(stage.body(body)));
            synchronized (children) {
                children.add(child);
            }
        } catch (IllegalStateException e) {
            rethrowCancellation(e);
            stage.pause(); // the group is being cancelled
        }
    }

    private static void rethrowCancellation(IllegalStateException e) {
        if (e instanceof CancellationException) {
            throw e;
        }
    }

    private static List<Awaitable<Integer, Exception>> someBodies(Stage stage) {
        List<Awaitable<Integer, Exception>> bodies = new ArrayList<>();
        for (int i = stage.between(1, 6); i > 0; i--) {
            int value = i;
            bodies.add(stage.body(() -> {
                stage.pause();
                stage.maybeFail();
                return value;
            }));
        }
        return bodies;
    }

    private static void gather(Stage stage) {
        List<Awaitable<Integer, Exception>> bodies = someBodies(stage);
        List<Integer> values = Async.gather(bodies);
        stage.expect(values.size() == bodies.size(), "gather gives a value for each body");
    }

    private static void gatherOutcomes(Stage stage) {
        for (Outcome<Integer> outcome : Async.gatherOutcomes(someBodies(stage))) {
            if (outcome instanceof Outcome.Failure<Integer> failure) {
                stage.expect(Fault.explains(failure.exception()), "a body fails on purpose: " + failure);
            }
        }
    }

    private static List<Task<Integer>> someTasks(Stage stage) {
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int i = stage.between(1, 6); i > 0; i--) {
            int value = i;
            tasks.add(stage.start(() -> {
                stage.pause();
                stage.maybeFail();
                return value;
            }));
        }
        return tasks;
    }

    private static void waitFor(Stage stage) {
        List<Task<Integer>> tasks = someTasks(stage);
        List<ReturnWhen> modes = List.of(ReturnWhen.values());
        ReturnWhen when = modes.get(stage.random.nextInt(modes.size()));
        WaitResult<Task<Integer>> result =
                stage.oneIn(2) ? Async.wait(tasks, when) : Async.wait(tasks, stage.moment(), when);
        stage.expect(result.done().stream().allMatch(Task::isDone), "what wait calls done is done: " + result.done());
        stage.expect(
                result.done().size() + result.pending().size() == tasks.size(), "wait tells of each task: " + result);
    }

    private static void asCompleted(Stage stage) {
        List<Task<Integer>> tasks = someTasks(stage);
        int seen = 0;
        try {
            for (Task<Integer> task : Async.asCompleted(tasks, stage.moment().multipliedBy(20))) {
                seen++;
                stage.expect(task.isDone(), "asCompleted gives tasks that are done: " + task);
                stage.pause();
            }
            stage.expect(seen == tasks.size(), "asCompleted gives each task");
        } catch (AsyncTimeoutException e) {
            stage.expect(seen < tasks.size(), "asCompleted is in time if it has given all");
        }
    }

    private static void contextVariable(Stage stage) throws Exception {
        int mine = stage.random.nextInt();
        PLAY.where(mine, () -> {
            List<Task<Void>> children = stage.startSome(1, 4, () -> {
                stage.pause();
                stage.expect(PLAY.get() == mine, "a task has its creator's value");
                PLAY.set(mine + 1);
                stage.pause();
                stage.expect(PLAY.get() == mine + 1, "a task keeps its own value");
                Coroutine.of(stage.body(() -> {
                            stage.pause();
                            stage.expect(PLAY.get() == mine + 1, "a coroutine has its caller's value");
                            return mine;
                        }))
                        .named("coroutine")
                        .await();
            });
            Async.wait(children);
            stage.expect(PLAY.get() == mine, "a child changes no value but its own");
        });
    }
}
