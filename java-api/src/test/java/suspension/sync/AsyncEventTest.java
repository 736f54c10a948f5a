package suspension.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;

class AsyncEventTest {

    private final AsyncEvent event = new AsyncEvent();
    private final List<String> log = new ArrayList<>();

    private Task<?> waiter(String name) {
        return createTask(() -> {
            event.await();
            log.add(name);
        });
    }

    @Test
    void setWakesAllInOrder() {
        Async.run(() -> {
            List<Task<?>> tasks = List.of(waiter("a"), waiter("b"), waiter("c"));
            yieldNow();
            assertThat(log).isEmpty();
            event.set();
            assertThat(log).isEmpty();
            Async.gather(tasks);
        });
        assertThat(log).containsExactly("a", "b", "c");
    }

    @Test
    void clearStraightAfterSetUnwakesNobody() {
        Async.run(() -> {
            Task<?> task = waiter("a");
            yieldNow();
            event.set();
            event.clear();
            assertThat(event.isSet()).isFalse();
            task.await();
        });
        assertThat(log).containsExactly("a");
    }

    @Test
    void awaitOfASetEventDoesNotSuspend() {
        Async.run(() -> {
            Task<?> other = createTask(() -> log.add("other"));
            event.set();
            event.await();
            log.add("me");
            other.await();
        });
        assertThat(log).containsExactly("me", "other");
    }

    @Test
    void cancelledWaiterLeavesNothingBehind() {
        Async.run(() -> {
            Task<?> cancelled = waiter("cancelled");
            Task<?> other = waiter("other");
            yieldNow();
            cancelled.cancel();
            event.set();
            other.await();
            assertThat(cancelled.isCancelled()).isTrue();
        });
        assertThat(log).containsExactly("other");
    }

    @Test
    void plainThreadMaySet() throws Exception {
        try (EventLoop loop = EventLoop.start()) {
            Task<?> task = loop.createTask(() -> event.await());
            event.set();
            task.get();
        }
        assertThat(event.isSet()).isTrue();
    }

    @Test
    void callbackMayClearAndAPlainThreadMayNot() throws Exception {
        try (EventLoop loop = EventLoop.start()) {
            event.set();
            loop.execute(event::clear);
            loop.run(() -> yieldNow());
            assertThat(event.isSet()).isFalse();
            assertThatThrownBy(event::clear)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to no loop");
        }
    }
}
