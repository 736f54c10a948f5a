package suspension.sync;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import suspension.Async;

/** Where a primitive may not be used: each operation refuses by itself, and names itself. */
@Timeout(60)
class ConfinementTest {

    /** One of each, for the first loop that uses them. */
    private static final class Primitives {

        final AsyncLock lock = new AsyncLock();
        final AsyncSemaphore semaphore = new AsyncSemaphore(2);
        final AsyncEvent event = new AsyncEvent();
        final AsyncCondition condition = new AsyncCondition(lock);
        final AsyncBarrier barrier = new AsyncBarrier(2);
        final AsyncQueue<String> queue = AsyncQueue.unbounded();

        static Primitives ofALoop() {
            Primitives primitives = new Primitives();
            Async.run(primitives::use);
            return primitives;
        }

        private void use() {
            lock.acquire();
            semaphore.acquire();
            event.set();
            condition.signal();
            barrier.reset();
            queue.put("tea");
        }
    }

    record Operation(String name, Consumer<Primitives> code) {

        void call(Primitives primitives) {
            code.accept(primitives);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Operation> ANYWHERE = List.of(
            new Operation("AsyncLock.release()", all -> all.lock.release()),
            new Operation("AsyncSemaphore.release()", all -> all.semaphore.release()),
            new Operation("AsyncEvent.set()", all -> all.event.set()),
            new Operation("AsyncQueue.offer()", all -> all.queue.offer("milk")));

    private static final List<Operation> ON_ITS_LOOP = List.of(
            new Operation("AsyncLock.acquire()", all -> all.lock.acquire()),
            new Operation("AsyncSemaphore.acquire()", all -> all.semaphore.acquire()),
            new Operation("AsyncSemaphore.tryAcquire()", all -> all.semaphore.tryAcquire()),
            new Operation("AsyncEvent.await()", all -> all.event.await()),
            new Operation("AsyncEvent.clear()", all -> all.event.clear()),
            new Operation("AsyncCondition.await()", all -> all.condition.await()),
            new Operation("AsyncCondition.awaitUntil()", all -> all.condition.awaitUntil(() -> true)),
            new Operation("AsyncCondition.signal()", all -> all.condition.signal()),
            new Operation("AsyncBarrier.await()", all -> all.barrier.await()),
            new Operation("AsyncBarrier.reset()", all -> all.barrier.reset()),
            new Operation("AsyncBarrier.abort()", all -> all.barrier.abort()),
            new Operation("AsyncQueue.put()", all -> all.queue.put("milk")),
            new Operation("AsyncQueue.get()", all -> all.queue.get()),
            new Operation("AsyncQueue.poll()", all -> all.queue.poll()),
            new Operation("AsyncQueue.taskDone()", all -> all.queue.taskDone()),
            new Operation("AsyncQueue.join()", all -> all.queue.join()),
            new Operation("AsyncQueue.shutdown()", all -> all.queue.shutdown()),
            new Operation("AsyncQueue.shutdown()", all -> all.queue.shutdownNow()));

    static List<Operation> anywhere() {
        return ANYWHERE;
    }

    static List<Operation> onItsLoop() {
        return ON_ITS_LOOP;
    }

    @ParameterizedTest
    @MethodSource({"anywhere", "onItsLoop"})
    void anotherLoopIsRefused(Operation operation) {
        Primitives primitives = Primitives.ofALoop();
        Async.run(() -> assertThatThrownBy(() -> operation.call(primitives))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(operation + " was called on '")
                .hasMessageContaining("loop.execute("));
    }

    @ParameterizedTest
    @MethodSource("onItsLoop")
    void aPlainThreadIsRefused(Operation operation) {
        Primitives primitives = Primitives.ofALoop();
        assertThatThrownBy(() -> operation.call(primitives))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining(operation.toString());
    }

    @ParameterizedTest
    @MethodSource("anywhere")
    void aPlainThreadIsAdmittedToWhatTakesEffectAtOnce(Operation operation) {
        operation.call(Primitives.ofALoop());
    }
}
