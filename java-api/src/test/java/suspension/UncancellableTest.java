package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.uncancellable;
import static suspension.TestBodies.settle;
import static suspension.TestBodies.untilWaiting;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@InEveryPlace
class UncancellableTest {

    @Parameter
    private Place place;

    private final Events events = new Events();

    @Test
    void theCallerStaysUntilTheWorkIsDoneAndIsCancelledAfterIt() {
        place.run(() -> {
            Gate entered = new Gate();
            Gate work = new Gate();
            Task<Void> task = createTask(() -> {
                uncancellable(() -> {
                    entered.open();
                    work.await();
                    events.add("work done");
                });
                events.add("left");
                TestBodies.forever(events, "next suspension");
            });
            entered.await();
            task.cancel();
            settle();
            assertThat(task.isDone()).isFalse();
            work.open();
            assertThatThrownBy(task::await).isInstanceOf(CancellationException.class);
        });
        assertThat(events.all()).containsExactly("work done", "left", "next suspension cancelled");
    }

    @Test
    void aRequestMadeBeforeItWaitsToo() {
        place.run(() -> {
            Task<?> self = Async.currentTask();
            self.cancel();
            uncancellable(() -> settle());
            assertThatThrownBy(Async::yieldNow).isInstanceOf(CancellationException.class);
            assertThat(self.cancelling()).isEqualTo(1);
        });
    }

    @Test
    void doesNotPassCancellationOnToWhatItAwaits() {
        place.run(() -> {
            Gate entered = new Gate();
            Gate work = new Gate();
            Task<String> inner = createTask(() -> {
                work.await();
                return "inner";
            });
            Task<String> outer = createTask(() -> uncancellable(() -> {
                entered.open();
                return inner.await();
            }));
            entered.await();
            untilWaiting(inner);
            outer.cancel();
            settle();
            assertThat(inner.cancelling()).isZero();
            work.open();
            assertThat(inner.await()).isEqualTo("inner");
            Async.wait(List.of(outer));
            assertThat(outer.isCancelled()).isTrue(); // the request was pending when it ended
        });
    }

    @Test
    void nests() {
        place.run(() -> {
            Async.currentTask().cancel();
            uncancellable(() -> {
                uncancellable(() -> settle());
                settle();
                events.add("still held back");
            });
            assertThatThrownBy(Async::yieldNow).isInstanceOf(CancellationException.class);
        });
        assertThat(events.all()).containsExactly("still held back");
    }

    @Test
    void throwsWhatTheWorkThrowsAndEnds() {
        IOException failure = new IOException("gone");
        place.run(() -> {
            assertThatThrownBy(() -> uncancellable(() -> read(failure))).isSameAs(failure);
            Async.currentTask().cancel();
            assertThatThrownBy(Async::yieldNow).isInstanceOf(CancellationException.class);
        });
    }

    private static String read(IOException failure) throws IOException {
        throw failure;
    }

    @Test
    void outsideABodyIsRefused() {
        assertThatThrownBy(() -> uncancellable(() -> events.add("ran")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("uncancellable()");
        assertThat(events.all()).isEmpty();
    }
}
