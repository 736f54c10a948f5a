package suspension.soak;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import suspension.Async;
import suspension.Task;
import suspension.sync.AsyncBarrier;
import suspension.sync.AsyncCondition;
import suspension.sync.AsyncEvent;
import suspension.sync.AsyncLock;
import suspension.sync.BrokenAsyncBarrierException;

/** Events, conditions and barriers. */
final class MeetingScenes {

    private MeetingScenes() {}

    static List<Scene> all() {
        return List.of(
                Scene.anywhere("event", MeetingScenes::event),
                Scene.anywhere("condition", MeetingScenes::condition),
                Scene.anywhere("barrier", MeetingScenes::barrier));
    }

    private static void event(Stage stage) {
        AsyncEvent event = new AsyncEvent();
        List<Task<Void>> waiting = stage.startSome(1, 10, event::await);
        stage.pause();
        if (stage.oneIn(2)) {
            stage.foreign(event::set);
        } else {
            event.set();
        }
        Async.wait(waiting); // a wake-up that is lost leaves this scene stuck
        event.await();
        stage.expect(event.isSet(), "the event stays set");
        event.clear();
    }

    /** One puts units, others take them, with one condition each way. */
    private static void condition(Stage stage) {
        AsyncLock lock = new AsyncLock();
        AsyncCondition added = new AsyncCondition(lock);
        AtomicInteger units = new AtomicInteger();
        stage.atEnd(() -> stage.expect(!lock.isLocked(), "the condition's lock is free again: " + lock));
        stage.epilogue(() -> lock.acquire().close());
        List<Task<Void>> takers = stage.startSome(1, 6, () -> {
            try (AsyncLock.Held held = lock.acquire()) {
                added.awaitUntil(() -> units.get() > 0);
                stage.expect(units.decrementAndGet() >= 0, "nobody takes what is not there");
            }
        });
        for (int i = 0; i < takers.size(); i++) {
            stage.pause();
            try (AsyncLock.Held held = lock.acquire()) {
                units.incrementAndGet();
                if (stage.oneIn(3)) {
                    added.signalAll();
                } else {
                    added.signal();
                }
            }
        }
        Async.wait(takers); // a signal that is lost leaves this scene stuck
    }

    private static void barrier(Stage stage) {
        int parties = stage.between(1, 5);
        AsyncBarrier barrier = new AsyncBarrier(parties);
        stage.atEnd(() -> stage.expect(barrier.waiting() == 0, "nobody waits at the barrier: " + barrier));
        List<Task<Void>> rounds = stage.startSome(parties, parties + 3, () -> {
            try {
                for (int i = 0; i < 2; i++) {
                    int place = barrier.await();
                    stage.expect(place >= 0 && place < parties, "a place is one of the round");
                    stage.pause();
                }
            } catch (BrokenAsyncBarrierException e) {
                stage.pause();
            }
        });
        if (stage.oneIn(3)) {
            stage.pause();
            barrier.reset();
        }
        if (stage.oneIn(6)) {
            barrier.abort();
        }
        stage.settle(rounds);
    }
}
