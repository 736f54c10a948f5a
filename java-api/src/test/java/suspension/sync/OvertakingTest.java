package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.Async;
import suspension.Task;

/** Whoever does not wait does not pass those who came before, not even between their wake-up and their next step. */
@Timeout(60)
class OvertakingTest {

    private final List<String> events = new ArrayList<>();

    @Test
    void anOfferDoesNotPassAPutOnItsWay() {
        Async.run(() -> {
            AsyncQueue<String> queue = full("first", "second");
            Task<?> putting = createTask(() -> queue.put("waited"));
            Async.yieldNow();
            queue.poll(); // lets the put go on
            queue.poll(); // leaves a slot that is free
            assertThat(queue.offer("offered"))
                    .as("offer beside a put on its way")
                    .isFalse();
            putting.await();
            assertThat(queue.offer("offered later")).isTrue();
            assertThat(queue.poll()).isEqualTo("waited");
            assertThat(queue.poll()).isEqualTo("offered later");
        });
    }

    @Test
    void anOfferFromAPlainThreadDoesNotPassAPutOnItsWay() {
        Async.run(() -> {
            AsyncQueue<String> queue = full("first", "second");
            Task<?> putting = createTask(() -> queue.put("waited"));
            Async.yieldNow();
            queue.poll();
            queue.poll();
            Thread offering = new Thread(() -> events.add("offered: " + queue.offer("offered")));
            offering.start();
            joinHoldingTheTurn(offering);
            putting.await();
            assertThat(events).containsExactly("offered: false");
            assertThat(queue.poll()).isEqualTo("waited");
        });
    }

    @Test
    void anOfferDoesNotPassAPutThatWaitsBehindAnotherOnItsWay() {
        Async.run(() -> {
            AsyncQueue<String> queue = full("first", "second");
            Task<?> onItsWay = createTask(() -> queue.put("on its way"));
            Async.yieldNow();
            Task<?> waiting = createTask(() -> queue.put("waiting"));
            Task<?> offering = createTask(() -> {
                events.add("offered: " + queue.offer("offered"));
            });
            queue.poll();
            queue.poll();
            offering.await();
            assertThat(events).containsExactly("offered: false");
            Async.gather(onItsWay, waiting);
            assertThat(queue.poll()).isEqualTo("on its way");
            assertThat(queue.poll()).isEqualTo("waiting");
        });
    }

    @Test
    void anOfferDoesNotPassAPutInAQueueThatGivesTheNewestFirst() {
        Async.run(() -> {
            AsyncQueue<String> queue = AsyncQueue.lifo(2);
            queue.put("first");
            queue.put("second");
            Task<?> putting = createTask(() -> queue.put("waited"));
            Async.yieldNow();
            queue.poll();
            queue.poll();
            assertThat(queue.offer("offered")).isFalse();
            putting.await();
            assertThat(queue.size()).isOne();
        });
    }

    @Test
    void anOfferTakesTheSlotThatACancelledPutGaveBack() {
        Async.run(() -> {
            AsyncQueue<String> queue = full("first", "second");
            Task<?> putting = createTask(() -> queue.put("never"));
            Async.yieldNow();
            queue.poll();
            putting.cancel(); // on its way already
            Async.wait(List.of(putting));
            assertThat(queue.offer("offered")).isTrue();
            assertThat(queue.poll()).isEqualTo("second");
            assertThat(queue.poll()).isEqualTo("offered");
        });
    }

    @Test
    void aPollLeavesTheOldestItemToAGetOnItsWay() {
        Async.run(() -> {
            AsyncQueue<String> queue = AsyncQueue.unbounded();
            Task<String> getting = createTask(queue::get);
            Async.yieldNow();
            queue.put("oldest"); // lets the get go on
            queue.put("next");
            queue.poll();
            assertThat(getting.await()).isEqualTo("oldest");
        });
    }

    @Test
    void aTryAcquireDoesNotPassAnAcquireOnItsWay() {
        Async.run(() -> {
            AsyncSemaphore semaphore = new AsyncSemaphore(0);
            Task<?> acquiring = createTask(() -> {
                semaphore.acquire();
            });
            Async.yieldNow();
            semaphore.release();
            semaphore.release();
            assertThat(semaphore.tryAcquire()).isFalse();
            acquiring.await();
            assertThat(semaphore.tryAcquire()).isTrue();
        });
    }

    private static AsyncQueue<String> full(String... items) {
        AsyncQueue<String> queue = AsyncQueue.bounded(items.length);
        for (String item : items) {
            queue.put(item);
        }
        return queue;
    }

    /** Blocks the loop, so that nobody goes on before the thread has ended. */
    private static void joinHoldingTheTurn(Thread thread) {
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        assertThat(thread.isAlive()).isFalse();
    }
}
