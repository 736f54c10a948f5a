package suspension.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.Dispatchers;
import suspension.Async;
import suspension.Task;
import suspension.TaskScope;

/** Work on threads and dispatchers other than the home's. */
final class ElsewhereScenes {

    private ElsewhereScenes() {}

    static List<Scene> all() {
        return List.of(
                Scene.anywhere("toThread", ElsewhereScenes::toThread),
                Scene.anywhere("withContext", ElsewhereScenes::withContext),
                Scene.anywhere("task scope of its own", ElsewhereScenes::ownScope),
                Scene.anywhere("task scope that is lent", ElsewhereScenes::lentScope));
    }

    private static CoroutineDispatcher anyDispatcher(Stage stage) {
        return stage.oneIn(2) ? Dispatchers.getDefault() : Dispatchers.getIO();
    }

    private static void toThread(Stage stage) {
        stage.settle(stage.startSome(1, 6, () -> {
            Async.toThread(() -> {
                try (Mark inside = stage.enter("A call of toThread")) {
                    Thread.sleep(stage.random.nextInt(2));
                    stage.maybeFail();
                } catch (InterruptedException e) {
                    throw new AssertionError("nobody interrupts a call of toThread", e);
                }
            });
            stage.pause();
        }));
    }

    private static void withContext(Stage stage) throws Exception {
        Async.withContext(anyDispatcher(stage), stage.body(() -> {
            stage.pause();
            blockForAMoment(stage);
            stage.settle(stage.startSome(1, 2, stage::pause));
            stage.maybeFail();
        }));
        boolean interrupted = Thread.currentThread().isInterrupted();
        stage.expect(!interrupted || Async.currentTask().cancelling() > 0, "an interrupt is a request's");
    }

    /** A cancellation interrupts it off a loop; the body then meets the request at its next wait. */
    private static void blockForAMoment(Stage stage) {
        try {
            Thread.sleep(stage.random.nextInt(2));
        } catch (InterruptedException e) {
            Async.yieldNow();
        }
    }

    private static void ownScope(Stage stage) {
        List<Task<?>> tasks = new ArrayList<>();
        TaskScope scope = TaskScope.on(anyDispatcher(stage));
        try {
            startIn(scope, stage, tasks);
            stage.pause();
            if (stage.oneIn(2)) {
                scope.join();
            }
        } finally {
            scope.close(); // throws if this body is cancelled meanwhile
            stage.expect(tasks.stream().allMatch(Task::isDone), "a scope that is closed waits for its tasks: " + tasks);
        }
    }

    private static void lentScope(Stage stage) {
        TaskScope scope = TaskScope.of(CoroutineScopeKt.CoroutineScope(anyDispatcher(stage)));
        List<Task<?>> tasks = new ArrayList<>();
        startIn(scope, stage, tasks);
        stage.pause();
        scope.cancel();
        scope.join();
    }

    private static void startIn(TaskScope scope, Stage stage, List<Task<?>> tasks) {
        for (int i = stage.between(1, 4); i > 0; i--) {
            tasks.add(stage.trackElsewhere(scope.createTask(stage.body(() -> {
                stage.pause();
                blockForAMoment(stage);
                Async.sleep(stage.oneIn(4) ? Duration.ofSeconds(1) : stage.moment());
                stage.maybeFail();
            }))));
        }
    }
}
