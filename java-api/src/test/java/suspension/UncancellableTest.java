package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.uncancellable;
import static suspension.TestBodies.settle;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class UncancellableTest {

    private final Events events = new Events();

    @Test
    void theCallerStaysUntilTheWorkIsDoneAndIsCancelledAfterIt() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> {
                uncancellable(() -> {
                    settle();
                    events.add("work done");
                });
                events.add("left");
                TestBodies.forever(events, "next suspension");
            });
            Async.yieldNow();
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(CancellationException.class);
        });
        assertThat(events.all()).containsExactly("work done", "left", "next suspension cancelled");
    }

    @Test
    void aRequestMadeBeforeItWaitsToo() {
        Async.run(() -> {
            Task<?> self = Async.currentTask();
            self.cancel();
            uncancellable(() -> settle());
            assertThatThrownBy(Async::yieldNow).isInstanceOf(CancellationException.class);
            assertThat(self.cancelling()).isEqualTo(1);
        });
    }

    @Test
    void doesNotPassCancellationOnToWhatItAwaits() {
        Async.run(() -> {
            Task<String> inner = createTask(() -> {
                settle();
                return "inner";
            });
            Task<String> outer = createTask(() -> uncancellable(() -> inner.await()));
            Async.yieldNow();
            outer.cancel();
            assertThat(inner.await()).isEqualTo("inner");
            settle();
            assertThat(outer.isCancelled()).isTrue(); // the request was pending when it ended
        });
    }

    @Test
    void nests() {
        Async.run(() -> {
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
        Async.run(() -> {
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
