package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gatherOutcomes;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.foreverWithCleanUp;
import static suspension.TestBodies.settle;
import static suspension.TestBodies.untilWaiting;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@InEveryPlace
class GatherOutcomesTest {

    @Parameter
    private Place place;

    private final Events events = new Events();

    @Test
    void waitsForAllAndGivesHowEachEnded() {
        IOException failure = new IOException("gone");
        place.run(() -> {
            Task<String> cancelled = createTask(() -> {
                forever();
                return "never";
            });
            untilWaiting(cancelled);
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
        place.run(() -> {
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
        place.run(() -> {
            Gate cleanUp = new Gate();
            Task<Void> quick = createTask(() -> forever(events, "quick"));
            Task<Void> slow = createTask(() -> foreverWithCleanUp(events, "slow", cleanUp));
            Task<Void> caller = createTask(() -> {
                try {
                    gatherOutcomes(List.of(quick, slow));
                    events.add("returned a list");
                } finally {
                    events.add("caller goes on");
                }
            });
            untilWaiting(quick, slow, caller);
            caller.cancel();
            Async.wait(List.of(quick));
            settle();
            assertThat(caller.isDone()).isFalse();
            cleanUp.open();
            Async.wait(List.of(caller));
            assertThat(caller.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("quick cancelled", "slow cleaned up", "caller goes on");
    }

    @Test
    void cancelledItThrowsAlthoughEveryChildSwallows() {
        place.run(() -> {
            Task<String> stubborn = createTask(() -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    return "swallowed";
                }
                return "never";
            });
            Task<?> caller = createTask(() -> gatherOutcomes(stubborn));
            untilWaiting(stubborn, caller);
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
