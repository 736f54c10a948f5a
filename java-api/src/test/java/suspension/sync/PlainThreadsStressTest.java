package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;

/** The ways in from plain threads, while bodies come, go and are cancelled. */
class PlainThreadsStressTest {

    private static final int THREADS = 3;
    private static final int EACH = 5_000;

    private static List<Thread> start(Runnable work) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(work);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    @Test
    void everyItemThatIsOfferedArrivesOnce() throws Exception {
        AsyncQueue<Integer> queue = AsyncQueue.unbounded();
        int[] sum = new int[2]; // items, their sum
        try (EventLoop loop = EventLoop.start()) {
            List<Task<?>> getters = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                getters.add(loop.createTask(() -> {
                    while (true) {
                        int item = queue.get(); // sum[1] += queue.get() would read the sum before it suspends
                        sum[1] += item;
                        sum[0]++;
                        queue.taskDone();
                    }
                }));
            }
            List<Thread> threads = start(() -> {
                for (int i = 0; i < EACH; i++) {
                    queue.offer(1);
                    if (i % 100 == 0) {
                        Task<?> other = loop.createTask(() -> {
                            queue.offer(queue.get());
                            queue.taskDone(); // for what it got; what it gave back counts again
                        });
                        other.cancel(); // mostly before it starts, but not always
                    }
                }
            });
            for (Thread thread : threads) {
                thread.join();
            }
            loop.run(() -> {
                queue.join();
                getters.forEach(Task::cancel);
                Async.wait(getters);
            });
        }
        assertThat(sum).containsExactly(THREADS * EACH, THREADS * EACH);
    }

    @Test
    void everyPermitThatIsReleasedIsGrantedOnceThoughWaitersAreCancelled() throws Exception {
        AsyncSemaphore semaphore = new AsyncSemaphore(0);
        int[] granted = new int[1];
        try (EventLoop loop = EventLoop.start()) {
            Task<?> taker = loop.createTask(() -> {
                for (int i = 0; i < THREADS * EACH; i++) {
                    semaphore.acquire();
                    granted[0]++;
                }
            });
            List<Thread> threads = start(() -> {
                for (int i = 0; i < EACH; i++) {
                    semaphore.release();
                    if (i % 100 == 0) {
                        Task<?> other = loop.createTask(() -> {
                            semaphore.acquire();
                            semaphore.release();
                        });
                        other.cancel();
                    }
                }
            });
            for (Thread thread : threads) {
                thread.join();
            }
            taker.get();
            loop.run(() -> assertThat(semaphore.tryAcquire()).isFalse());
        }
        assertThat(granted).containsExactly(THREADS * EACH);
    }
}
