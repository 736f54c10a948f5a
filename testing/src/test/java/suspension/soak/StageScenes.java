package suspension.soak;

import static suspension.Async.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import suspension.Async;
import suspension.Task;

/** Completion stages, which foreign threads finish, and tasks as futures. */
final class StageScenes {

    private StageScenes() {}

    static List<Scene> all() {
        return List.of(
                Scene.anywhere("stages", StageScenes::stages),
                Scene.anywhere("shared stage", StageScenes::shared),
                Scene.anywhere("task as a future", StageScenes::taskAsFuture),
                Scene.anywhere("callbacks of a task", StageScenes::callbacks));
    }

    private static void finish(Stage stage, CompletableFuture<Integer> future) {
        switch (stage.random.nextInt(6)) {
            case 0 -> stage.foreign(() -> future.completeExceptionally(new Fault()));
            case 1 -> stage.foreign(() -> future.cancel(false));
            default -> stage.foreign(() -> future.complete(1));
        }
    }

    private static void stages(Stage stage) {
        for (int i = stage.between(1, 4); i > 0; i--) {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            finish(stage, future);
            await(future);
        }
    }

    /** One stage that many await, of whom some give up. */
    private static void shared(Stage stage) {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        CompletionStage<Integer> shared = future.minimalCompletionStage();
        List<Task<Integer>> waiting = List.of(
                stage.start(() -> await(shared)), stage.start(() -> await(shared)), stage.start(() -> await(shared)));
        finish(stage, future);
        Async.wait(waiting); // whoever is not told leaves this scene stuck
    }

    private static void taskAsFuture(Stage stage) {
        Task<Integer> task = stage.start(() -> {
            stage.pause();
            stage.maybeFail();
            return 1;
        });
        CompletableFuture<Integer> future = task.toCompletableFuture();
        if (stage.oneIn(4)) {
            stage.foreign(() -> future.cancel(true));
        }
        Async.wait(List.of(task));
        await(future);
    }

    private static void callbacks(Stage stage) {
        int[] told = new int[1];
        AtomicInteger failed = new AtomicInteger();
        Task<Void> task = stage.start(stage::pause);
        for (int i = 0; i < 3; i++) {
            Mark mark = stage.mark("A callback of a task");
            task.onDone(done -> {
                mark.enter();
                try {
                    stage.expect(done.isDone(), "a callback gets a task that is done");
                    synchronized (told) {
                        told[0]++;
                    }
                    if (stage.oneIn(10)) {
                        failed.incrementAndGet();
                        throw new Fault();
                    }
                } finally {
                    mark.close();
                }
            });
        }
        Async.wait(List.of(task));
        CompletableFuture<Integer> after = new CompletableFuture<>();
        task.onDone(done -> after.complete(1));
        await(after); // a callback that is lost leaves this scene stuck
        synchronized (told) {
            stage.expect(told[0] == 3 || stage.home().loop() == null, "each callback is called once: " + told[0]);
        }
    }
}
