package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.settle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The interrupt flag belongs to the body, not to the thread that happens to carry it. */
class InterruptTest {

    private final Events events = new Events();

    @Test
    void isGivenBackToTheBodyAfterASleep() {
        Async.run(() -> {
            Thread.currentThread().interrupt();
            sleep(Duration.ofMillis(1));
            assertThat(Thread.interrupted()).isTrue();
            yieldNow();
            assertThat(Thread.interrupted()).isFalse();
        });
    }

    @Test
    void isGivenBackAfterTheTurnWasElsewhere() {
        Async.run(() -> {
            createTask(() -> {
                events.add("other interrupted: " + Thread.currentThread().isInterrupted());
                yieldNow();
            });
            Thread.currentThread().interrupt();
            settle();
            events.add("own: " + Thread.interrupted());
        });
        assertThat(events.all()).containsExactly("other interrupted: false", "own: true");
    }

    @Test
    void leftBehindIsNotSeenByTheNextBody() {
        Async.run(() -> {
            for (int i = 0; i < 5; i++) {
                createTask(() -> Thread.currentThread().interrupt()).await();
                createTask(() -> events.add(
                                "interrupted: " + Thread.currentThread().isInterrupted()))
                        .await();
            }
        });
        assertThat(events.all()).hasSize(5).containsOnly("interrupted: false");
    }

    @Test
    void leftBehindIsNotSeenByTheNextCallback() {
        Async.run(() -> {
            EventLoop loop = EventLoop.current();
            CompletableFuture<Boolean> seen = new CompletableFuture<>();
            loop.execute(() -> Thread.currentThread().interrupt());
            loop.execute(() -> seen.complete(Thread.currentThread().isInterrupted()));
            assertThat(Async.await(seen)).isFalse();
        });
    }

    @Test
    void ofACancelledBodyStaysWithIt() {
        Async.run(() -> {
            Task<Boolean> task = createTask(() -> {
                Thread.currentThread().interrupt();
                try {
                    TestBodies.forever();
                } catch (java.util.concurrent.CancellationException e) {
                    return Thread.interrupted();
                }
                return false;
            });
            settle();
            task.cancel();
            assertThat(task.await()).isTrue();
        });
    }
}
