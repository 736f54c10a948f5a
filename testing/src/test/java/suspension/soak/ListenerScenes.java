package suspension.soak;

import static suspension.Async.await;
import static suspension.Async.shield;
import static suspension.Async.timeout;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.Task;

/** Waits for a task and a stage that never end, which must not keep what has given up. */
final class ListenerScenes {

    private ListenerScenes() {}

    static List<Scene> all() {
        return List.of(
                Scene.anywhere("waits for the immortal task", ListenerScenes::immortalTask),
                Scene.outside("waits on a thread for the immortal task", ListenerScenes::onThread),
                Scene.anywhere("waits for the endless stage", ListenerScenes::endlessStage));
    }

    private static void immortalTask(Stage stage) {
        Task<String> immortal = stage.home().immortal();
        for (int i = 0; i < 10; i++) {
            stage.count(Tally.Of.LISTENERS);
            switch (stage.random.nextInt(4)) {
                case 0 -> Async.wait(List.of(immortal), stage.moment());
                case 1 -> giveUp(stage, () -> shield(immortal));
                case 2 ->
                    giveUp(
                            stage,
                            () -> Async.asCompleted(List.of(immortal))
                                    .iterator()
                                    .next());
                default -> {
                    Task<String> waiting = stage.start(() -> shield(immortal));
                    stage.pause();
                    waiting.cancel();
                    Async.wait(List.of(waiting));
                }
            }
        }
    }

    private static void endlessStage(Stage stage) {
        for (int i = 0; i < 10; i++) {
            stage.count(Tally.Of.LISTENERS);
            giveUp(stage, () -> await(stage.home().endless));
        }
    }

    private static void giveUp(Stage stage, Runnable wait) {
        try {
            timeout(stage.moment(), wait::run);
        } catch (AsyncTimeoutException e) {
            stage.pause();
        }
    }

    private static void onThread(Stage stage) throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            stage.count(Tally.Of.LISTENERS);
            try {
                stage.home().immortal().get(stage.random.nextInt(1_000), TimeUnit.MICROSECONDS);
            } catch (TimeoutException e) {
                Thread.onSpinWait();
            } catch (ExecutionException e) {
                throw new AssertionError("the immortal task does not fail", e);
            }
        }
    }
}
