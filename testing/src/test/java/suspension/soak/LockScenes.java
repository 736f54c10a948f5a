package suspension.soak;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import suspension.sync.AsyncLock;
import suspension.sync.AsyncSemaphore;

/** Locks and permits come back, whatever happens to those that hold them or wait for them. */
final class LockScenes {

    private LockScenes() {}

    static List<Scene> all() {
        return List.of(Scene.anywhere("lock", LockScenes::lock), Scene.anywhere("semaphore", LockScenes::semaphore));
    }

    private static void lock(Stage stage) {
        AsyncLock lock = new AsyncLock();
        AtomicInteger inside = new AtomicInteger();
        stage.atEnd(() -> stage.expect(!lock.isLocked(), "the lock is free again: " + lock));
        stage.epilogue(() -> lock.acquire().close()); // would wait for ever for a lock that is lost
        stage.settle(stage.startSome(2, 8, () -> {
            for (int i = 0; i < 3; i++) {
                try (AsyncLock.Held held = lock.acquire()) {
                    stage.expect(inside.incrementAndGet() == 1, "one body holds the lock");
                    try {
                        stage.pause();
                        stage.maybeFail();
                    } finally {
                        inside.decrementAndGet();
                    }
                }
            }
        }));
    }

    private static void semaphore(Stage stage) {
        int permits = stage.between(1, 3);
        AsyncSemaphore semaphore = AsyncSemaphore.bounded(permits);
        AtomicInteger inside = new AtomicInteger();
        stage.epilogue(() -> {
            for (int i = 0; i < permits; i++) {
                stage.expect(semaphore.tryAcquire(), "all permits have come back: " + semaphore);
            }
            stage.expect(!semaphore.tryAcquire(), "no permit is there twice: " + semaphore);
        });
        stage.settle(stage.startSome(2, 10, () -> {
            AsyncSemaphore.Permit permit = semaphore.acquire();
            stage.expect(inside.incrementAndGet() <= permits, "no more bodies than permits");
            try {
                stage.pause();
                stage.maybeFail();
            } finally {
                inside.decrementAndGet();
                if (stage.oneIn(4)) {
                    stage.foreign(permit::close);
                } else {
                    permit.close();
                }
            }
        }));
    }
}
