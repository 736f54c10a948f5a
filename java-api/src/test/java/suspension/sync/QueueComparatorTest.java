package suspension.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.Action;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;

/** The order of a priority queue is the user's code, which must not run while it keeps other threads out of the queue. */
@Timeout(60)
class QueueComparatorTest {

    private static final Executor PLAIN = task -> new Thread(task).start();

    /** Once it is set, each comparison asks the queue something on another thread, and waits for the answer. */
    private final AtomicBoolean asks = new AtomicBoolean();

    private final AtomicReference<Supplier<Object>> question = new AtomicReference<>();
    private final List<Object> answers = new ArrayList<>();

    private int compare(Integer left, Integer right) {
        if (asks.compareAndSet(true, false)) {
            try {
                answers.add(CompletableFuture.supplyAsync(question.get(), PLAIN).get(5, SECONDS));
            } catch (TimeoutException e) {
                answers.add("no answer while the comparator runs");
            } catch (Exception e) {
                answers.add(e);
            }
        }
        return left.compareTo(right);
    }

    private AsyncQueue<Integer> queueOf(int... items) {
        AsyncQueue<Integer> queue = AsyncQueue.priority(0, this::compare);
        for (int item : items) {
            queue.offer(item);
        }
        return queue;
    }

    private static void onALoop(Action<RuntimeException> body) throws Exception {
        try (EventLoop loop = EventLoop.start()) {
            loop.createTask(body).get(40, SECONDS);
        }
    }

    @Test
    void leavesTheSizeToOtherThreadsDuringAPut() throws Exception {
        AsyncQueue<Integer> queue = queueOf(1, 2);
        question.set(queue::size);
        onALoop(() -> {
            asks.set(true);
            queue.put(0);
        });
        assertThat(answers).singleElement().isIn(2, 3);
    }

    @Test
    void leavesTheTextToOtherThreadsDuringAPut() throws Exception {
        AsyncQueue<Integer> queue = queueOf(1, 2);
        question.set(queue::toString);
        onALoop(() -> {
            asks.set(true);
            queue.put(0);
        });
        assertThat(answers).singleElement().asString().startsWith("AsyncQueue[");
    }

    @Test
    void leavesTheSizeToOtherThreadsDuringAGet() throws Exception {
        AsyncQueue<Integer> queue = queueOf(3, 1, 2, 4);
        question.set(queue::size);
        onALoop(() -> {
            asks.set(true);
            assertThat(queue.get()).isEqualTo(1);
            asks.set(false);
        });
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isIn(3, 4));
    }

    @Test
    void leavesTheSizeToOtherThreadsDuringAPoll() throws Exception {
        AsyncQueue<Integer> queue = queueOf(3, 1, 2, 4);
        question.set(queue::size);
        onALoop(() -> {
            asks.set(true);
            assertThat(queue.poll()).isEqualTo(1);
            asks.set(false);
        });
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isIn(3, 4));
    }

    @Test
    void leavesTheSizeToTheLoopDuringAnOfferFromAPlainThread() throws Exception {
        AsyncQueue<Integer> queue = queueOf(1, 2);
        try (EventLoop loop = EventLoop.start()) {
            question.set(() -> loop.<Integer, RuntimeException>run(() -> queue.size()));
            asks.set(true);
            assertThat(queue.offer(0)).isTrue();
        }
        assertThat(answers).singleElement().isIn(2, 3);
    }

    @Test
    void ordersWhatManyThreadsOfferAtOnce() throws Exception {
        AsyncQueue<Integer> queue = AsyncQueue.priority(0, Comparator.naturalOrder());
        int threads = 4;
        int each = 2_000;
        CountDownLatch all = new CountDownLatch(threads);
        List<CompletableFuture<?>> offering = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int remainder = i;
            offering.add(CompletableFuture.runAsync(
                    () -> {
                        meet(all);
                        for (int n = each - 1; n >= 0; n--) {
                            queue.offer(n * threads + remainder);
                        }
                    },
                    PLAIN));
        }
        for (CompletableFuture<?> thread : offering) {
            thread.get(20, SECONDS);
        }
        List<Integer> taken = new ArrayList<>();
        onALoop(() -> {
            for (int i = 0; i < threads * each; i++) {
                taken.add(queue.get());
            }
        });
        assertThat(taken).hasSize(threads * each).isSorted().doesNotHaveDuplicates();
    }

    private static int compareNatural(Integer left, Integer right) {
        if (left < 0 || right < 0) {
            throw new IllegalStateException("no negative items");
        }
        return left.compareTo(right);
    }

    /** What was not put need not be done, takes no room, and keeps nobody waiting for more. */
    @Test
    void leavesNoTraceOfAnItemThatItFailsFor() throws Exception {
        AsyncQueue<Integer> queue = AsyncQueue.priority(2, QueueComparatorTest::compareNatural);
        onALoop(() -> {
            queue.put(7);
            assertThatThrownBy(() -> queue.put(-1)).isExactlyInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> queue.offer(-1)).isExactlyInstanceOf(IllegalStateException.class);
            assertThat(queue.size()).isEqualTo(1);
            assertThat(queue.get()).isEqualTo(7);
            queue.taskDone();
            queue.join();
            queue.shutdown();
            assertThatThrownBy(queue::poll).isExactlyInstanceOf(QueueShutdownException.class);
            assertThatThrownBy(queue::get).isExactlyInstanceOf(QueueShutdownException.class);
        });
    }

    @Test
    void losesNothingWhenItFailsWhileBodiesWait() throws Exception {
        AsyncQueue<Integer> queue = AsyncQueue.priority(0, QueueComparatorTest::compareNatural);
        List<String> events = new ArrayList<>();
        onALoop(() -> {
            queue.put(7);
            try {
                queue.put(-1);
            } catch (IllegalStateException e) {
                events.add(e.getMessage());
            }
            queue.put(5);
            events.add("took " + queue.get() + " and " + queue.get());
            Task<?> getting = Async.createTask(() -> events.add("took " + queue.get()));
            Async.yieldNow();
            queue.put(3);
            getting.await();
        });
        assertThat(events).containsExactly("no negative items", "took 5 and 7", "took 3");
    }

    private static void meet(CountDownLatch all) {
        all.countDown();
        try {
            assertThat(all.await(20, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
