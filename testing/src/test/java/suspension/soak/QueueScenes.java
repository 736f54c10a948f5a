package suspension.soak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import suspension.Async;
import suspension.Task;
import suspension.sync.AsyncQueue;
import suspension.sync.QueueShutdownException;

/** No item of a queue is lost, and none is there twice. */
final class QueueScenes {

    private QueueScenes() {}

    static List<Scene> all() {
        return List.of(
                Scene.anywhere("queue", QueueScenes::queue),
                Scene.anywhere("queue shut down", QueueScenes::shutdown),
                Scene.anywhere("queue joined", QueueScenes::join));
    }

    private static AsyncQueue<Integer> anyQueue(Stage stage) {
        int capacity = stage.between(0, 3);
        return switch (stage.random.nextInt(3)) {
            case 0 -> AsyncQueue.bounded(capacity);
            case 1 -> AsyncQueue.lifo(capacity);
            default -> AsyncQueue.priority(capacity, Comparator.naturalOrder());
        };
    }

    private static void queue(Stage stage) {
        AsyncQueue<Integer> queue = anyQueue(stage);
        AtomicInteger put = new AtomicInteger();
        AtomicInteger got = new AtomicInteger();
        stage.atEnd(() -> stage.expect(
                queue.size() == put.get() - got.get(),
                put + " put and " + got + " got leave the difference: " + queue));
        stage.epilogue(() -> {
            while (queue.poll() != null) {
                got.incrementAndGet();
            }
            stage.expect(put.get() == got.get(), "each item that was put can be taken: " + queue);
        });
        List<Task<?>> all = new ArrayList<>(stage.startSome(1, 4, () -> {
            for (int i = 0; i < 5; i++) {
                queue.put(i);
                put.incrementAndGet();
                stage.maybeFail();
            }
        }));
        all.addAll(stage.startSome(1, 4, () -> {
            for (int i = 0; i < 5; i++) {
                queue.get();
                got.incrementAndGet();
                stage.pause();
            }
        }));
        for (int i = stage.between(0, 5); i > 0; i--) {
            stage.foreign(() -> {
                if (queue.offer(0)) {
                    put.incrementAndGet();
                }
            });
        }
        stage.settle(all);
    }

    private static void shutdown(Stage stage) {
        AsyncQueue<Integer> queue = anyQueue(stage);
        AtomicInteger put = new AtomicInteger();
        AtomicInteger got = new AtomicInteger();
        boolean now = stage.oneIn(2);
        List<Task<?>> all = new ArrayList<>(stage.startSome(1, 4, () -> {
            try {
                for (int i = 0; i < 10; i++) {
                    queue.put(i);
                    put.incrementAndGet();
                    stage.pause();
                }
            } catch (QueueShutdownException e) {
                Async.yieldNow();
            }
        }));
        all.addAll(stage.startSome(1, 4, () -> {
            try {
                while (true) {
                    queue.get();
                    got.incrementAndGet();
                }
            } catch (QueueShutdownException e) {
                Async.yieldNow();
            }
        }));
        try {
            stage.pause();
        } finally {
            if (now) {
                queue.shutdownNow();
            } else {
                queue.shutdown();
            }
        }
        Async.wait(all); // somebody who is not told leaves this scene stuck
        stage.expect(queue.size() <= put.get() - got.get(), "nothing is there twice: " + queue);
        stage.expect(!now || queue.isEmpty(), "nothing is left at once: " + queue);
    }

    private static void join(Stage stage) {
        AsyncQueue<Integer> queue = AsyncQueue.unbounded();
        int items = stage.between(0, 20);
        for (int i = 0; i < items; i++) {
            queue.put(i);
        }
        AtomicInteger done = new AtomicInteger();
        Task<Void> worker = stage.start(() -> {
            while (true) {
                queue.get();
                try {
                    stage.pause();
                } finally {
                    done.incrementAndGet();
                    queue.taskDone();
                }
            }
        });
        Task<Void> joining = stage.start(() -> {
            queue.join();
            stage.expect(done.get() == items, "join waits for all items: " + done + " of " + items);
        });
        stage.settle(List.of(joining));
        worker.cancel();
    }
}
