package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.TestBodies.untilWaiting;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import suspension.Async;
import suspension.InEveryPlace;
import suspension.Place;
import suspension.Task;
import suspension.TestBodies;

@InEveryPlace
class AsyncEventTest {

    @Parameter
    private Place place;

    private final AsyncEvent event = new AsyncEvent();
    private final List<String> log = new CopyOnWriteArrayList<>();

    private Task<?> waiter(String name) {
        return createTask(() -> {
            event.await();
            log.add(name);
        });
    }

    @Test
    void clearStraightAfterSetUnwakesNobody() {
        place.run(() -> {
            Task<?> task = waiter("a");
            untilWaiting(task);
            event.set();
            event.clear();
            assertThat(event.isSet()).isFalse();
            assertThat(event).hasToString("AsyncEvent[not set]");
            task.await();
        });
        assertThat(log).containsExactly("a");
    }

    @Test
    void cancelledWaiterLeavesNothingBehind() {
        place.run(() -> {
            Task<?> cancelled = waiter("cancelled");
            Task<?> other = waiter("other");
            untilWaiting(cancelled, other);
            cancelled.cancel();
            event.set();
            other.await();
            Async.wait(List.of(cancelled));
            assertThat(cancelled.isCancelled()).isTrue();
        });
        assertThat(log).containsExactly("other");
    }

    @Test
    void plainThreadMaySet() {
        place.run(() -> {
            Task<?> task = waiter("a");
            untilWaiting(task);
            new Thread(event::set).start();
            task.await();
        });
        assertThat(event.isSet()).isTrue();
        assertThat(event).hasToString("AsyncEvent[set]");
    }

    @Test
    void setWakesAll() {
        place.run(() -> {
            List<Task<?>> tasks = List.of(waiter("a"), waiter("b"), waiter("c"));
            tasks.forEach(TestBodies::untilWaiting);
            assertThat(log).isEmpty();
            event.set();
            Async.gather(tasks);
        });
        assertThat(log).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void awaitOfASetEventReturnsAndAPlainThreadMayNotClearIt() {
        place.run(() -> {
            event.set();
            event.await();
        });
        assertThatThrownBy(event::clear).isExactlyInstanceOf(IllegalStateException.class);
    }
}
