package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** A gather of unlike results ends as a plain one does. */
@InEveryPlace
class TypedGatherEndTest {

    @Parameter
    private Place place;

    private final Events events = new Events();

    /** The plain gather, and that with types. */
    private static final List<BiFunction<Task<String>, Task<String>, Object>> BOTH =
            List.of((a, b) -> gather(List.of(a, b)), (a, b) -> gather(a, b, (x, y) -> x + y));

    @Test
    void aCancelledChildIsThrownAndTheOtherGoesOn() {
        place.run(() -> {
            for (BiFunction<Task<String>, Task<String>, Object> gather : BOTH) {
                Gate end = new Gate();
                Task<String> going = createTask(() -> {
                    end.await();
                    return "went on";
                });
                Task<String> child = createTask(() -> {
                    TestBodies.forever();
                    return "never";
                });
                child.cancel("enough");
                assertThatThrownBy(() -> gather.apply(going, child))
                        .isInstanceOf(CancellationException.class)
                        .hasMessage("enough");
                assertThat(Async.currentTask().cancelling()).isZero();
                end.open();
                assertThat(going.await()).isEqualTo("went on");
            }
        });
    }

    @Test
    void aSecondFailureIsNotReported() {
        place.run(() -> {
            for (BiFunction<Task<String>, Task<String>, Object> gather : BOTH) {
                Gate end = new Gate();
                Task<String> second = createTask(() -> {
                    end.await();
                    throw new IllegalStateException("second");
                });
                Task<String> first = createTask(() -> {
                    throw new IllegalStateException("first");
                });
                assertThatThrownBy(() -> gather.apply(second, first)).hasMessage("first");
                end.open();
                assertThatThrownBy(second::await).hasMessage("second");
            }
        });
    }

    @Test
    void cancellingTheCallerCancelsAllAndTheCombinerIsNotCalled() {
        place.run(() -> {
            Task<String> caller = createTask(() -> gather(
                    () -> {
                        TestBodies.forever(events, "first");
                        return "a";
                    },
                    () -> {
                        TestBodies.forever(events, "second");
                        return 2;
                    },
                    (a, b) -> {
                        events.add("combined");
                        return a + b;
                    }));
            TestBodies.untilWaitingFor("gather of 2", caller);
            TestBodies.untilWaiting(caller);
            caller.cancel("no more");
            assertThatThrownBy(caller::await)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("no more");
        });
        assertThat(events.all()).doesNotContain("combined");
    }

    @Test
    void nullIsAValueAndAResult() {
        place.run(() -> {
            String text = gather(() -> (String) null, () -> (Integer) null, (a, b) -> a + "-" + b);
            assertThat(text).isEqualTo("null-null");
            Object none = gather(() -> 1, () -> 2, (a, b) -> null);
            assertThat(none).isNull();
            assertThatThrownBy(() -> gather(() -> (Integer) null, () -> 2, Integer::sum))
                    .isInstanceOf(NullPointerException.class);
        });
    }

    @Test
    void whatIsMissingIsNamedAndNothingStarts() {
        place.run(() -> {
            Awaitable<String, RuntimeException> none = null;
            assertThatThrownBy(() -> gather(
                            () -> {
                                events.add("ran");
                                return "a";
                            },
                            none,
                            (a, b) -> "never"))
                    .isInstanceOf(NullPointerException.class);
            TestBodies.settle();
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void aFutureAmongThemKeepsItsFailure() {
        IllegalStateException failure = new IllegalStateException("gone");
        place.run(() -> {
            CompletableFuture<String> stage = new CompletableFuture<>();
            stage.completeExceptionally(failure);
            assertThatThrownBy(() -> gather(() -> Async.await(stage), () -> 1, (a, b) -> a + b))
                    .isSameAs(failure);
        });
    }

    @Test
    void outsideABodyItSaysSo() {
        assertThatThrownBy(() -> gather(() -> 1, () -> "a", (a, b) -> a + b))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gather()");
    }
}
