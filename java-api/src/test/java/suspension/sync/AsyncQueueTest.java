package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.TestBodies.settle;
import static suspension.TestBodies.untilWaiting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import suspension.Async;
import suspension.InEveryPlace;
import suspension.Place;
import suspension.Task;

@InEveryPlace
class AsyncQueueTest {

    @Parameter
    private Place place;

    private final List<String> log = new CopyOnWriteArrayList<>();

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
        place.run(() -> {
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
        place.run(() -> {
            assertThat(queue.offer("a")).isTrue();
            assertThat(queue.capacity()).isEqualTo(1);
            assertThat(queue.isFull()).isTrue();
            assertThat(queue.isEmpty()).isFalse();
            assertThat(queue.offer("b")).isFalse();
            Task<?> putter = putter(queue, "c");
            untilWaiting(putter);
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
    void joinWaitsUntilAllWorkIsDone() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        place.run(() -> {
            queue.join(); // there is none
            queue.put("a");
            queue.put("b");
            Task<?> join = createTask(() -> queue.join());
            queue.get();
            queue.get();
            untilWaiting(join);
            queue.taskDone();
            settle();
            assertThat(join.isDone()).isFalse();
            queue.taskDone();
            join.await();
            assertThatThrownBy(queue::taskDone).isExactlyInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void shutdownRefusesItemsAndLetsTheRestBeTaken() {
        AsyncQueue<String> queue = AsyncQueue.bounded(2);
        place.run(() -> {
            queue.put("a");
            queue.put("b");
            Task<?> putter = putter(queue, "c");
            untilWaiting(putter);
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
        place.run(() -> {
            Task<?> woken = getter(queue, "woken");
            untilWaiting(woken);
            Task<?> blocked = getter(queue, "blocked");
            untilWaiting(blocked);
            queue.put("a");
            queue.shutdown();
            Async.wait(List.of(woken, blocked));
            assertThat(blocked.exceptionNow()).isExactlyInstanceOf(QueueShutdownException.class);
        });
        assertThat(log).containsExactly("woken got a");
    }

    @Test
    void shutdownNowDropsTheItemsAndCountsThemAsDone() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        place.run(() -> {
            queue.put("a");
            queue.put("b");
            queue.put("c");
            Task<?> join = createTask(() -> queue.join());
            queue.get();
            untilWaiting(join);
            queue.shutdownNow();
            assertThat(queue.isEmpty()).isTrue();
            settle();
            assertThat(join.isDone()).as("one item was taken").isFalse();
            queue.taskDone();
            join.await();
            assertThatThrownBy(queue::get).isExactlyInstanceOf(QueueShutdownException.class);
        });
    }

    @Test
    void itemThatCannotBeComparedTakesNoRoom() {
        AsyncQueue<String> queue = AsyncQueue.priority(2, Comparator.comparing(item -> Integer.valueOf(item)));
        place.run(() -> {
            queue.put("1");
            assertThatThrownBy(() -> queue.put("x")).isExactlyInstanceOf(NumberFormatException.class);
            assertThatThrownBy(() -> queue.offer("x")).isExactlyInstanceOf(NumberFormatException.class);
            assertThat(queue.size()).isEqualTo(1);
            assertThat(queue.offer("2")).isTrue();
            assertThat(drain(queue)).containsExactly("1", "2");
        });
    }

    @Test
    void plainThreadsMayOfferButNotTake() {
        AsyncQueue<String> queue = AsyncQueue.bounded(1);
        place.run(() -> {
            Task<?> getter = getter(queue, "x");
            untilWaiting(getter);
            new Thread(() -> queue.offer("a")).start();
            getter.await();
        });
        assertThat(log).containsExactly("x got a");
        assertThatThrownBy(queue::poll).isExactlyInstanceOf(IllegalStateException.class);
        assertThatThrownBy(queue::get).isExactlyInstanceOf(IllegalStateException.class);
        assertThatThrownBy(queue::shutdown).isExactlyInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesNull() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        assertThatThrownBy(() -> queue.offer(null)).isExactlyInstanceOf(NullPointerException.class);
    }

    @Test
    void servesGettersInTheOrderInWhichTheyCame() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        place.run(() -> {
            List<Task<?>> getters = new ArrayList<>();
            for (String name : List.of("x", "y", "z")) {
                Task<?> getter = getter(queue, name);
                untilWaiting(getter);
                getters.add(getter);
            }
            for (int i = 0; i < 3; i++) {
                queue.put("" + i);
                getters.get(i).await();
            }
        });
        assertThat(log).containsExactly("x got 0", "y got 1", "z got 2");
    }

    @Test
    void servesPuttersInTheOrderInWhichTheyCame() {
        AsyncQueue<String> queue = AsyncQueue.bounded(1);
        place.run(() -> {
            queue.put("a");
            for (String item : List.of("b", "c", "d")) {
                untilWaiting(putter(queue, item));
            }
            for (int i = 0; i < 4; i++) {
                log.add(queue.get());
            }
        });
        assertThat(log).containsSubsequence("a", "b", "c", "d");
    }

    @Test
    void getterCancelledAboutWhenItIsWokenLosesNoItem() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        place.run(() -> {
            for (int round = 0; round < 50; round++) {
                String name = "first of round " + round;
                Task<?> first = getter(queue, name);
                untilWaiting(first);
                Task<?> second = getter(queue, "second");
                untilWaiting(second);
                queue.put("a");
                first.cancel();
                Async.wait(List.of(first));
                if (log.contains(name + " got a")) { // the request came after it had the item
                    queue.put("b");
                }
                second.await();
                assertThat(queue.isEmpty()).isTrue();
            }
        });
    }

    @Test
    void everyItemArrivesOnceAndInTheOrderOfItsPutter() {
        AsyncQueue<Integer> queue = AsyncQueue.bounded(3);
        List<Integer> taken = new CopyOnWriteArrayList<>();
        place.run(() -> {
            Task<?> getter = createTask(() -> {
                for (int i = 0; i < 400; i++) {
                    taken.add(queue.get());
                    queue.taskDone();
                }
            });
            gather(() -> putAll(queue, 0), () -> putAll(queue, 1000));
            queue.join();
            getter.await();
        });
        assertThat(taken).doesNotHaveDuplicates().hasSize(400);
        assertThat(taken.stream().filter(item -> item < 1000)).isSorted();
        assertThat(taken.stream().filter(item -> item >= 1000)).isSorted();
    }

    private static void putAll(AsyncQueue<Integer> queue, int from) {
        for (int i = 0; i < 200; i++) {
            queue.put(from + i);
        }
    }
}
