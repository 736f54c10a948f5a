package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;

class AsyncQueueTest {

    private final List<String> log = new ArrayList<>();

    private Task<?> getter(AsyncQueue<String> queue, String name) {
        return createTask(name, () -> log.add(name + " got " + queue.get()));
    }

    private Task<?> putter(AsyncQueue<String> queue, String item) {
        return createTask("put " + item, () -> {
            queue.put(item);
            log.add("put " + item);
        });
    }

    private static List<String> drain(AsyncQueue<String> queue) {
        List<String> items = new ArrayList<>();
        for (String item = queue.poll(); item != null; item = queue.poll()) {
            items.add(item);
        }
        return items;
    }

    @Test
    void givesItemsInTheOrderThatItIsMadeFor() {
        Async.run(() -> {
            AsyncQueue<String> fifo = AsyncQueue.unbounded();
            AsyncQueue<String> lifo = AsyncQueue.lifo(0);
            AsyncQueue<String> sorted = AsyncQueue.priority(0, Comparator.naturalOrder());
            for (String item : List.of("b", "a", "c")) {
                fifo.put(item);
                lifo.put(item);
                sorted.put(item);
            }
            assertThat(drain(fifo)).containsExactly("b", "a", "c");
            assertThat(drain(lifo)).containsExactly("c", "a", "b");
            assertThat(drain(sorted)).containsExactly("a", "b", "c");
        });
    }

    @Test
    void capacityOfZeroOrLessIsNone() {
        AsyncQueue<String> queue = AsyncQueue.bounded(-3);
        for (int i = 0; i < 1000; i++) {
            assertThat(queue.offer("x")).isTrue();
        }
        assertThat(queue.capacity()).isZero();
        assertThat(queue.isFull()).isFalse();
        assertThat(queue.size()).isEqualTo(1000);
    }

    @Test
    void fullQueueRefusesOffersAndLetsPuttersWait() {
        AsyncQueue<String> queue = AsyncQueue.bounded(1);
        Async.run(() -> {
            assertThat(queue.offer("a")).isTrue();
            assertThat(queue.isFull()).isTrue();
            assertThat(queue.offer("b")).isFalse();
            Task<?> putter = putter(queue, "c");
            yieldNow();
            assertThat(log).isEmpty();
            assertThat(queue.get()).isEqualTo("a");
            assertThat(queue.offer("d")).as("the slot is promised").isFalse();
            putter.await();
            assertThat(queue.get()).isEqualTo("c");
            assertThat(queue.isEmpty()).isTrue();
            assertThat(queue.poll()).isNull();
        });
    }

    @Test
    void servesGettersAndPuttersInTheOrderInWhichTheyCame() {
        AsyncQueue<String> queue = AsyncQueue.bounded(1);
        Async.run(() -> {
            List<Task<?>> getters = List.of(getter(queue, "x"), getter(queue, "y"), getter(queue, "z"));
            yieldNow();
            List<Task<?>> putters = List.of(putter(queue, "a"), putter(queue, "b"), putter(queue, "c"));
            gather(getters);
            gather(putters);
        });
        assertThat(log)
                .containsSubsequence("x got a", "y got b", "z got c")
                .containsSubsequence("put a", "put b", "put c");
    }

    @Test
    void pollDoesNotTakeWhatABodyWasWokenFor() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        Async.run(() -> {
            Task<?> getter = getter(queue, "x");
            yieldNow();
            queue.put("a");
            assertThat(queue.size()).isEqualTo(1);
            assertThat(queue.poll()).isNull();
            getter.await();
        });
        assertThat(log).containsExactly("x got a");
    }

    @Test
    void getterCancelledAfterItWasWokenLeavesTheItemToTheNext() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        Async.run(() -> {
            Task<?> first = getter(queue, "first");
            Task<?> second = getter(queue, "second");
            yieldNow();
            queue.put("a");
            first.cancel();
            second.await();
            assertThat(first.isCancelled()).isTrue();
        });
        assertThat(log).containsExactly("second got a");
    }

    @Test
    void putterCancelledAfterItWasWokenLeavesTheSlotToTheNext() {
        AsyncQueue<String> queue = AsyncQueue.bounded(1);
        Async.run(() -> {
            queue.put("a");
            Task<?> first = putter(queue, "b");
            Task<?> second = putter(queue, "c");
            yieldNow();
            assertThat(queue.get()).isEqualTo("a");
            first.cancel();
            second.await();
            assertThat(queue.get()).isEqualTo("c");
            assertThat(first.isCancelled()).isTrue();
        });
    }

    @Test
    void joinWaitsUntilAllWorkIsDone() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        Async.run(() -> {
            queue.join(); // there is none
            queue.put("a");
            queue.put("b");
            Task<?> join = createTask(() -> queue.join());
            queue.get();
            queue.get();
            queue.taskDone();
            yieldNow();
            assertThat(join.isDone()).isFalse();
            queue.taskDone();
            join.await();
            assertThatThrownBy(queue::taskDone).isExactlyInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void shutdownRefusesItemsAndLetsTheRestBeTaken() {
        AsyncQueue<String> queue = AsyncQueue.bounded(2);
        Async.run(() -> {
            queue.put("a");
            queue.put("b");
            Task<?> putter = putter(queue, "c");
            yieldNow();
            queue.shutdown();
            queue.shutdown();
            assertThatThrownBy(putter::await).isExactlyInstanceOf(QueueShutdownException.class);
            assertThatThrownBy(() -> queue.put("d")).isExactlyInstanceOf(QueueShutdownException.class);
            assertThatThrownBy(() -> queue.offer("d")).isExactlyInstanceOf(QueueShutdownException.class);
            assertThat(queue.get()).isEqualTo("a");
            assertThat(queue.poll()).isEqualTo("b");
            assertThatThrownBy(queue::get).isExactlyInstanceOf(QueueShutdownException.class);
            assertThatThrownBy(queue::poll).isExactlyInstanceOf(QueueShutdownException.class);
            assertThat(queue).hasToString("AsyncQueue[0 of 2, shut down]");
        });
    }

    @Test
    void shutdownEndsBlockedGettersButNotThoseThatWereWoken() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        Async.run(() -> {
            Task<?> woken = getter(queue, "woken");
            Task<?> blocked = getter(queue, "blocked");
            yieldNow();
            queue.put("a");
            queue.shutdown();
            Async.wait(List.of(woken, blocked));
            assertThat(blocked.exceptionNow()).isExactlyInstanceOf(QueueShutdownException.class);
        });
        assertThat(log).containsExactly("woken got a");
    }

    @Test
    void putterWokenBeforeShutdownDoesNotAddItsItem() {
        AsyncQueue<String> queue = AsyncQueue.bounded(1);
        Async.run(() -> {
            queue.put("a");
            Task<?> putter = putter(queue, "b");
            yieldNow();
            queue.get();
            queue.shutdown();
            assertThatThrownBy(putter::await).isExactlyInstanceOf(QueueShutdownException.class);
            assertThat(queue.isEmpty()).isTrue();
        });
    }

    @Test
    void shutdownNowDropsTheItemsAndCountsThemAsDone() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        Async.run(() -> {
            queue.put("a");
            queue.put("b");
            queue.put("c");
            Task<?> join = createTask(() -> queue.join());
            queue.get();
            yieldNow();
            queue.shutdownNow();
            assertThat(queue.isEmpty()).isTrue();
            yieldNow();
            assertThat(join.isDone()).as("one item was taken").isFalse();
            queue.taskDone();
            join.await();
            assertThatThrownBy(queue::get).isExactlyInstanceOf(QueueShutdownException.class);
        });
    }

    @Test
    void shutdownNowAlsoDropsWhatABodyWasWokenFor() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        Async.run(() -> {
            Task<?> getter = getter(queue, "x");
            yieldNow();
            queue.put("a");
            queue.shutdownNow();
            assertThatThrownBy(getter::await).isExactlyInstanceOf(QueueShutdownException.class);
            queue.join();
        });
    }

    @Test
    void pollTellsOfShutdownNowThoughABodyThatWasWokenIsCancelled() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        Async.run(() -> {
            Task<?> getter = getter(queue, "x");
            yieldNow();
            queue.put("a");
            queue.shutdownNow();
            getter.cancel();
            Async.wait(List.of(getter));
            assertThatThrownBy(queue::poll).isExactlyInstanceOf(QueueShutdownException.class);
        });
    }

    @Test
    void itemThatCannotBeComparedTakesNoRoom() {
        AsyncQueue<String> queue = AsyncQueue.priority(2, Comparator.comparing(item -> Integer.valueOf(item)));
        Async.run(() -> {
            queue.put("1");
            assertThatThrownBy(() -> queue.put("x")).isExactlyInstanceOf(NumberFormatException.class);
            assertThatThrownBy(() -> queue.offer("x")).isExactlyInstanceOf(NumberFormatException.class);
            assertThat(queue.size()).isEqualTo(1);
            assertThat(queue.offer("2")).isTrue();
            assertThat(drain(queue)).containsExactly("1", "2");
        });
    }

    @Test
    void plainThreadsMayOfferButNotTake() throws Exception {
        AsyncQueue<String> queue = AsyncQueue.bounded(1);
        try (EventLoop loop = EventLoop.start()) {
            Task<?> getter = loop.createTask(() -> log.add(queue.get()));
            loop.run(() -> yieldNow());
            assertThat(queue.offer("a")).isTrue();
            getter.get();
            assertThatThrownBy(queue::poll).isExactlyInstanceOf(IllegalStateException.class);
            assertThatThrownBy(queue::get).isExactlyInstanceOf(IllegalStateException.class);
            assertThatThrownBy(queue::shutdown).isExactlyInstanceOf(IllegalStateException.class);
        }
        assertThat(log).containsExactly("a");
    }

    @Test
    void refusesNull() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        assertThatThrownBy(() -> queue.offer(null)).isExactlyInstanceOf(NullPointerException.class);
    }
}
