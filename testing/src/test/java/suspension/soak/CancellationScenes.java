package suspension.soak;

import static suspension.Async.shield;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.Async.uncancellable;
import static suspension.Async.yieldNow;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.Task;

/** Requests that are met, held back, taken back or swallowed, and timeouts. */
final class CancellationScenes {

    private CancellationScenes() {}

    static List<Scene> all() {
        return List.of(
                Scene.anywhere("timeouts", CancellationScenes::timeouts),
                Scene.anywhere("waitFor", CancellationScenes::waitFor),
                Scene.anywhere("shield", CancellationScenes::shielded),
                Scene.anywhere("uncancellable", CancellationScenes::masked),
                Scene.anywhere("uncancel", CancellationScenes::uncancel),
                Scene.anywhere("stubborn clean-up", CancellationScenes::stubborn),
                Scene.anywhere("siblings cancel each other", CancellationScenes::siblings),
                Scene.anywhere("left behind", CancellationScenes::leftBehind));
    }

    private static void timeouts(Stage stage) {
        try {
            timeout(stage.moment().multipliedBy(2), outer -> {
                try (Mark inside = stage.enter("A region")) {
                    timeout(stage.moment(), inner -> {
                        stage.pause();
                        if (stage.oneIn(2)) {
                            change(() -> inner.reschedule(stage.moment()));
                        }
                        if (stage.oneIn(4)) {
                            change(outer::disable);
                        }
                        sleep(stage.moment());
                    });
                } catch (AsyncTimeoutException e) {
                    stage.pause();
                }
                sleep(stage.moment());
            });
        } catch (AsyncTimeoutException e) {
            yieldNow();
        }
    }

    private static void change(Runnable change) {
        try {
            change.run();
        } catch (IllegalStateException e) {
            Thread.onSpinWait(); // its time is up
        }
    }

    private static void waitFor(Stage stage) {
        Task<Integer> slow = stage.start(() -> {
            sleep(stage.moment());
            stage.maybeFail();
            return 1;
        });
        try {
            Async.waitFor(slow, stage.moment());
        } catch (AsyncTimeoutException e) {
            stage.expect(slow.isDone(), "waitFor ends when what it waits for has: " + slow);
        }
    }

    private static void shielded(Stage stage) {
        Task<Void> inner = stage.start(() -> {
            stage.pause();
            sleep(stage.moment());
        });
        List<Task<Void>> outer = stage.startSome(1, 4, () -> shield(inner));
        stage.pause();
        outer.forEach(Task::cancel);
        Async.wait(outer);
        Async.wait(List.of(inner));
    }

    private static void masked(Stage stage) {
        boolean[] whole = new boolean[1];
        boolean[] begun = new boolean[1];
        Task<Void> task = stage.start(() -> {
            uncancellable(() -> {
                begun[0] = true;
                stage.pause();
                sleep(stage.moment());
                whole[0] = true;
            });
            stage.pause();
        });
        stage.foreign(task::cancel);
        Async.wait(List.of(task));
        stage.expect(whole[0] == begun[0], "an uncancellable region runs to its end");
    }

    private static void uncancel(Stage stage) {
        Task<Void> task = stage.start(() -> {
            for (int i = 0; i < 5; i++) {
                stage.pause();
            }
        });
        for (int i = stage.between(1, 4); i > 0; i--) {
            stage.foreign(task::cancel);
            stage.foreign(task::uncancel);
        }
        Async.wait(List.of(task));
    }

    /** Swallows some requests, and takes its time. */
    private static void stubborn(Stage stage) {
        List<Task<Void>> tasks = stage.startSome(1, 4, () -> {
            for (int i = 0; i < 3; i++) {
                try (Mark inside = stage.enter("A stubborn wait")) {
                    sleep(Duration.ofMillis(20));
                } catch (CancellationException e) {
                    if (stage.oneIn(3)) {
                        throw e;
                    }
                }
            }
        });
        stage.pause();
        for (Task<Void> task : tasks) {
            task.cancel("once");
            stage.foreign(() -> task.cancel("twice"));
        }
        Async.wait(tasks);
    }

    private static void siblings(Stage stage) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Task<Void>[] tasks = new Task[stage.between(2, 6)];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = stage.start(() -> {
                stage.pause();
                Task<Void> other = tasks[stage.random.nextInt(tasks.length)];
                if (other != null) {
                    other.cancel();
                }
                stage.pause();
            });
        }
        Async.wait(List.of(tasks));
    }

    /** Ends before its tasks do, some of which fail unseen. */
    private static void leftBehind(Stage stage) {
        stage.startSome(1, 5, () -> {
            sleep(stage.oneIn(2) ? Duration.ofHours(1) : stage.moment());
            throw new Fault();
        });
        stage.pause();
    }
}
