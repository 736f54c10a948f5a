package suspension.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import suspension.Async;
import suspension.EventLoop;

/** Timers: thousands at once, of which most are cancelled. */
final class TimerScenes {

    private static final int NUMBER = 5_000;

    private TimerScenes() {}

    static List<Scene> all() {
        return List.of(Scene.onLoop("timers", TimerScenes::timers), Scene.onLoop("callbacks", TimerScenes::callbacks));
    }

    private static void timers(Stage stage) {
        int[] ran = new int[NUMBER];
        List<EventLoop.Timer> timers = new ArrayList<>();
        for (int i = 0; i < NUMBER; i++) {
            int index = i;
            Duration delay = stage.oneIn(50) ? stage.moment() : Duration.ofMinutes(stage.between(1, 600));
            timers.add(stage.loop().callLater(delay, () -> {
                ran[index]++;
                stage.count(Tally.Of.TIMERS_RUN);
            }));
            stage.count(Tally.Of.TIMERS_SET);
        }
        try {
            stage.pause();
        } finally {
            boolean[] before = new boolean[NUMBER];
            for (int i = 0; i < NUMBER; i++) {
                before[i] = ran[i] > 0;
                timers.get(i).cancel();
                stage.count(Tally.Of.TIMERS_CANCELLED);
            }
            stage.atEnd(() -> {
                for (int i = 0; i < NUMBER; i++) {
                    stage.expect(ran[i] == (before[i] ? 1 : 0), "a timer runs once, or never if it was cancelled");
                }
            });
        }
    }

    private static void callbacks(Stage stage) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int index = i;
            stage.loop().execute(() -> order.add(index));
        }
        if (stage.oneIn(4)) {
            stage.loop().execute(() -> {
                throw new Fault();
            });
        }
        Async.yieldNow();
        stage.expect(order.equals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)), "callbacks run in order: " + order);
    }
}
