package suspension.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;

/** Loops that are opened and closed, idle or busy. Played on plain threads. */
final class LoopScenes {

    private LoopScenes() {}

    static List<Scene> all() {
        return List.of(
                Scene.outside("loops in a row", LoopScenes::row),
                Scene.outside("main runs", LoopScenes::mainRuns),
                Scene.outside("loop closed while others submit", LoopScenes::closedWhileOthersSubmit),
                Scene.outside("failures that nobody sees", LoopScenes::unseen));
    }

    private static EventLoop open(Stage stage) {
        EventLoop loop = EventLoop.builder()
                .name("short")
                .exceptionHandler(stage.theatre()::reported)
                .build();
        stage.theatre().traces.watch(loop);
        stage.count(Tally.Of.LOOPS_OPENED);
        return loop;
    }

    private static void row(Stage stage) {
        for (int i = 0; i < 20; i++) {
            try (EventLoop loop = open(stage)) {
                if (stage.oneIn(2)) {
                    stage.track(loop.createTask(stage.body(stage::pause)));
                }
                if (stage.oneIn(4)) {
                    loop.callLater(Duration.ofHours(1), () -> stage.expect(false, "a timer of a closed loop runs"));
                }
            }
        }
    }

    private static void mainRuns(Stage stage) throws Exception {
        for (int i = 0; i < 5; i++) {
            try {
                Async.run(stage.body(() -> {
                    stage.startSome(0, 4, () -> Async.sleep(Duration.ofHours(1)));
                    stage.pause();
                    stage.maybeFail();
                }));
            } catch (Fault | CancellationException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static void closedWhileOthersSubmit(Stage stage) {
        List<Task<?>> accepted = new ArrayList<>();
        try (EventLoop loop = open(stage)) {
            for (int i = 0; i < 10; i++) {
                stage.foreign(() -> submit(stage, loop, accepted));
            }
            Async.run(() -> Async.sleep(stage.moment()));
            if (stage.oneIn(2)) {
                loop.close(stage.moment());
            }
            Future<?> second = stage.theatre().foreign.submit(() -> loop.close());
            loop.close();
            synchronized (accepted) {
                stage.expect(accepted.stream().allMatch(Task::isDone), "a closed loop has no task: " + accepted);
            }
            second.get();
        } catch (Exception e) {
            throw new AssertionError("a loop can be closed twice", e);
        }
    }

    private static void submit(Stage stage, EventLoop loop, List<Task<?>> accepted) {
        Mark mark = stage.mark("A callback");
        try {
            loop.execute(() -> mark.enter().close());
            Task<?> task = stage.track(loop.createTask(stage.body(() -> {
                stage.pause();
                Async.sleep(Duration.ofMillis(stage.random.nextInt(20)));
            })));
            synchronized (accepted) {
                accepted.add(task);
            }
        } catch (RejectedExecutionException | IllegalStateException e) {
            Thread.onSpinWait(); // closed
        }
    }

    /** Each failure that nobody looks at is reported, once. */
    private static void unseen(Stage stage) {
        int[] reports = new int[1];
        int failures = stage.between(1, 5);
        EventLoop loop = EventLoop.builder()
                .name("short")
                .exceptionHandler(error -> {
                    stage.theatre().reported(error);
                    synchronized (reports) {
                        reports[0]++;
                    }
                })
                .build();
        stage.count(Tally.Of.LOOPS_OPENED);
        try (loop) {
            for (int i = 0; i < failures; i++) {
                loop.createTask(() -> {
                    throw new Fault();
                });
            }
            loop.run(Async::yieldNow);
        }
        synchronized (reports) {
            stage.expect(reports[0] == failures, failures + " failures, but " + reports[0] + " reports");
        }
    }
}
