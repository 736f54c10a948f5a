package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.toThread;
import static suspension.TestBodies.awaitLatch;
import static suspension.TestBodies.settle;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ToThreadTest {

    private final Events events = new Events();

    @Test
    void runsElsewhereWhileTheLoopGoesOn() {
        Async.run(() -> {
            Thread own = Thread.currentThread();
            CountDownLatch release = new CountDownLatch(1);
            createTask(() -> {
                events.add("loop goes on");
                release.countDown();
            });
            Thread other = toThread(() -> {
                awaitLatch(release);
                return Thread.currentThread();
            });
            assertThat(other).isNotSameAs(own);
            assertThat(Thread.currentThread()).isSameAs(own);
        });
        assertThat(events.all()).containsExactly("loop goes on");
    }

    @Test
    void throwsWhatTheCodeThrowsAsItIs() {
        IOException failure = new IOException("gone");
        Async.run(() -> {
            try {
                toThread(() -> read(failure));
            } catch (IOException e) {
                assertThat(e).isSameAs(failure);
                events.add("caught");
            }
        });
        assertThat(events.all()).containsExactly("caught");
    }

    private static String read(IOException failure) throws IOException {
        throw failure;
    }

    @Test
    void cancellingTheCallerReturnsAtOnceAndTheCallRunsOn() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Async.run(() -> {
            Task<Void> caller = createTask(() -> toThread(() -> {
                running.countDown();
                awaitLatch(release);
                events.add("interrupted: " + Thread.currentThread().isInterrupted());
            }));
            toThread(() -> awaitLatch(running));
            caller.cancel();
            settle();
            assertThat(caller.isCancelled()).isTrue();
            assertThat(events.all()).isEmpty();
            release.countDown();
        });
        assertThat(events.all()).containsExactly("interrupted: false");
    }

    @Test
    void manyCallsRunAtOnce() {
        CountDownLatch all = new CountDownLatch(4);
        Async.run(() -> Async.gather(
                () -> toThread(() -> meet(all)),
                () -> toThread(() -> meet(all)),
                () -> toThread(() -> meet(all)),
                () -> toThread(() -> meet(all))));
        assertThat(all.getCount()).isZero();
    }

    private static void meet(CountDownLatch all) {
        all.countDown();
        awaitLatch(all);
    }

    @Test
    void aCancellationPendingIsThrownAtTheCall() {
        Async.run(() -> {
            Async.currentTask().cancel();
            assertThatThrownBy(() -> toThread(() -> "x")).isInstanceOf(CancellationException.class);
        });
    }
}
