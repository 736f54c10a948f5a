package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gatherOutcomes;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class GatherOutcomesTest {

    private final Events events = new Events();

    @Test
    void waitsForAllAndGivesHowEachEnded() {
        IOException failure = new IOException("gone");
        Async.run(() -> {
            Task<String> cancelled = createTask(() -> {
                forever();
                return "never";
            });
            yieldNow();
            cancelled.cancel("enough");
            List<Outcome<String>> outcomes = gatherOutcomes(
                    Coroutine.<String>of(() -> {
                        throw failure;
                    }),
                    Coroutine.of(() -> {
                        settle();
                        return "slow";
                    }),
                    cancelled);
            assertThat(outcomes.get(0)).isEqualTo(new Outcome.Failure<>(failure));
            assertThat(outcomes.get(1)).isEqualTo(new Outcome.Success<>("slow"));
            assertThat(outcomes.get(2))
                    .isInstanceOfSatisfying(
                            Outcome.Cancelled.class,
                            outcome -> assertThat(outcome.exception()).hasMessage("enough"));
        });
    }

    @Test
    void takesSuspendFunctionsAndNothing() {
        Async.run(() -> {
            List<Outcome<String>> outcomes = gatherOutcomes(continuation -> "a", continuation -> {
                throw new IllegalStateException("bad");
            });
            assertThat(outcomes.get(0).get()).isEqualTo("a");
            assertThatThrownBy(() -> outcomes.get(1).get()).hasMessage("bad");
            assertThat(gatherOutcomes(List.of())).isEmpty();
        });
    }

    @Test
    void cancelledFromOutsideItWaitsForAllAndThrows() {
        Async.run(() -> {
            Task<Void> caller = createTask(() -> {
                try {
                    gatherOutcomes(List.of(
                            Coroutine.of(() -> forever(events, "quick")),
                            Coroutine.of(() -> TestBodies.foreverWithCleanUp(events, "slow"))));
                    events.add("returned a list");
                } finally {
                    events.add("caller goes on");
                }
            });
            settle();
            caller.cancel();
            Async.wait(List.of(caller));
            assertThat(caller.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("quick cancelled", "slow cleaned up", "caller goes on");
    }

    @Test
    void cancelledItThrowsAlthoughEveryChildSwallows() {
        Async.run(() -> {
            Task<?> caller = createTask(() -> gatherOutcomes(() -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    return "swallowed";
                }
                return "never";
            }));
            settle();
            caller.cancel();
            assertThatThrownBy(caller::await).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    void outsideABodyIsRefused() {
        assertThatThrownBy(() -> gatherOutcomes(List.of()))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gatherOutcomes()");
    }
}
