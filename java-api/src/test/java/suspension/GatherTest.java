package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.foreverWithCleanUp;
import static suspension.TestBodies.settle;
import static suspension.TestBodies.untilWaiting;
import static suspension.TestBodies.untilWaitingFor;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@InEveryPlace
class GatherTest {

    @Parameter
    private Place place;

    private final Events events = new Events();

    private String brew(String name, int turns) {
        events.add(name + " starts");
        for (int i = 0; i < turns; i++) {
            yieldNow();
        }
        events.add(name + " ends");
        return name;
    }

    @Test
    void givesValuesInTheOrderOfItsArguments() {
        Gate green = new Gate();
        List<String> cups = place.run(() -> gather(
                () -> {
                    green.await();
                    return brew("Masala", 1);
                },
                () -> {
                    String cup = brew("Green", 1);
                    green.open();
                    return cup;
                }));
        assertThat(cups).containsExactly("Masala", "Green");
        assertThat(events.all()).containsExactly("Green starts", "Green ends", "Masala starts", "Masala ends");
    }

    @Test
    void takesAnythingThatCanBeAwaited() {
        List<Object> values = place.run(() -> gather(
                Coroutine.of(() -> "coroutine"),
                () -> "body",
                createTask(() -> 5),
                Coroutine.suspending(continuation -> "function")));
        assertThat(values).containsExactly("coroutine", "body", 5, "function");
    }

    @Test
    void runsSuspendFunctions() {
        List<String> values = place.run(() -> gather(continuation -> "a", continuation -> "b"));
        assertThat(values).containsExactly("a", "b");
    }

    @Test
    void runsActions() {
        place.run(() -> gather(() -> events.add("a"), () -> events.add("b")));
        assertThat(events.all()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void keepsNullValues() {
        List<String> values = place.run(() -> gather(List.of(Coroutine.<String>of(() -> null))));
        assertThat(values).containsExactly((String) null);
    }

    @Test
    void ofNothingIsEmpty() {
        List<String> none = place.run(() -> gather(List.of()));
        assertThat(none).isEmpty();
    }

    @Test
    void runsWhatIsGivenTwiceOnce() {
        Awaitable<String, RuntimeException> body = () -> brew("tea", 0);
        SuspendCall<String> call = continuation -> brewAtOnce();
        Action<RuntimeException> action = () -> events.add("action");
        place.run(() -> {
            assertThat(gather(body, body)).containsExactly("tea", "tea");
            assertThat(gather(call, call)).containsExactly("at once", "at once");
            gather(action, action);
            Task<String> task = createTask(body);
            assertThat(gather(task, task)).containsExactly("tea", "tea");
        });
        assertThat(events.all())
                .containsExactly("tea starts", "tea ends", "function", "action", "tea starts", "tea ends");
    }

    private String brewAtOnce() {
        events.add("function");
        return "at once";
    }

    @Test
    void throwsTheFirstFailureAtOnceAndTheOthersGoOn() {
        IllegalStateException failure = new IllegalStateException("bad");
        place.run(() -> {
            Gate slow = new Gate();
            Gate ended = new Gate();
            assertThatThrownBy(() -> gather(
                            () -> {
                                slow.await();
                                brew("slow", 1);
                                ended.open();
                            },
                            () -> {
                                throw failure;
                            }))
                    .isSameAs(failure);
            events.add("caller goes on");
            slow.open();
            ended.await();
        });
        assertThat(events.all()).containsExactly("caller goes on", "slow starts", "slow ends");
    }

    @Test
    void wrapsAChecked() {
        IOException failure = new IOException("gone");
        place.run(() -> {
            Task<String> task = createTask(() -> {
                throw failure;
            });
            assertThatThrownBy(() -> gather(task))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
        });
    }

    @Test
    void throwsCancellationForACancelledChildAndTheOthersGoOn() {
        place.run(() -> {
            Gate over = new Gate();
            Task<Void> child = createTask(() -> forever());
            Task<String> sibling = createTask(() -> {
                over.await();
                return "sibling";
            });
            untilWaiting(child);
            child.cancel();
            assertThatThrownBy(() -> gather(child, sibling)).isInstanceOf(CancellationException.class);
            assertThat(Async.currentTask().cancelling()).isZero();
            over.open();
            assertThat(sibling.await()).isEqualTo("sibling");
        });
    }

    // Cancelled from outside

    @Test
    void cancelledFromOutsideItCancelsEveryUnfinishedChild() {
        place.run(() -> {
            Task<String> done = createTask(() -> "done");
            Task<Void> a = createTask(() -> forever(events, "a"));
            Task<Void> b = createTask(() -> forever(events, "b"));
            Task<Void> caller = createTask(() -> {
                gather(done, a, b);
            });
            Async.wait(List.of(done));
            untilWaiting(a, b);
            untilWaitingFor("gather of 3", caller);
            caller.cancel("enough");
            assertThatThrownBy(caller::await)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("enough");
            assertThat(done.resultNow()).isEqualTo("done");
            Async.wait(List.of(a, b));
        });
        assertThat(events.all()).containsExactlyInAnyOrder("a cancelled", "b cancelled");
    }

    @Test
    void cancelledItGoesOnWhenTheFirstChildEndsAndOthersStillCleanUp() {
        place.run(() -> {
            Gate cleanUp = new Gate();
            Task<Void> quick = createTask(() -> forever(events, "quick"));
            Task<Void> slow = createTask(() -> foreverWithCleanUp(events, "slow", cleanUp));
            Task<Void> caller = createTask(() -> {
                try {
                    gather(quick, slow);
                } finally {
                    events.add("caller goes on");
                }
            });
            untilWaiting(quick, slow, caller);
            caller.cancel();
            Async.wait(List.of(caller));
            cleanUp.open();
            Async.wait(List.of(slow));
        });
        assertThat(events.all()).containsExactly("quick cancelled", "caller goes on", "slow cleaned up");
    }

    @Test
    void cancelledItThrowsAlthoughEveryChildSwallows() {
        place.run(() -> {
            Task<String> a = createTask(this::stubborn);
            Task<String> b = createTask(this::stubborn);
            Task<List<String>> caller = createTask(() -> gather(a, b));
            untilWaiting(a, b, caller);
            caller.cancel();
            assertThatThrownBy(caller::await).isInstanceOf(CancellationException.class);
            assertThat(caller.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("swallowed", "swallowed");
    }

    private String stubborn() {
        try {
            forever();
        } catch (CancellationException e) {
            events.add("swallowed");
        }
        return "value";
    }

    @Test
    void cancelledItThrowsTheErrorOfAChildThatFailsCleaningUp() {
        IllegalStateException failure = new IllegalStateException("clean-up failed");
        place.run(() -> {
            Gate cleanUp = new Gate();
            Task<Void> quick = createTask(() -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    throw failure;
                }
            });
            Task<Void> slow = createTask(() -> foreverWithCleanUp(events, "slow", cleanUp));
            Task<List<Void>> caller = createTask(() -> gather(quick, slow));
            untilWaiting(quick, slow, caller);
            caller.cancel();
            assertThatThrownBy(caller::await).isSameAs(failure);
            assertThat(caller.isCancelled()).isFalse();
            cleanUp.open();
        });
    }

    @Test
    void twoGathersOfOneTaskAreBothCancelledWithIt() {
        place.run(() -> {
            Task<Void> shared = createTask(() -> forever());
            Task<List<Void>> one = createTask(() -> gather(List.of(shared)));
            Task<List<Void>> two = createTask(() -> gather(List.of(shared)));
            untilWaiting(shared, one, two);
            one.cancel();
            Async.wait(List.of(shared, one, two));
            assertThat(List.of(shared.isCancelled(), one.isCancelled(), two.isCancelled()))
                    .containsOnly(true);
        });
    }

    // Misuse

    @Test
    void outsideABodyIsRefused() {
        assertThatThrownBy(() -> gather(() -> events.add("ran")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("gather()")
                .hasMessageContaining("Async.run(");
        assertThatThrownBy(() -> gather(List.of())).isExactlyInstanceOf(IllegalStateException.class);
        assertThat(events.all()).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void nullIsRefusedBeforeAnythingStarts() {
        Awaitable<String, RuntimeException> body = () -> brew("tea", 0);
        SuspendCall<String> call = continuation -> brewAtOnce();
        Action<RuntimeException> action = () -> events.add("action");
        place.run(() -> {
            for (Throwable refusal : List.of(
                    catchThrowable(() -> gather(body, null)),
                    catchThrowable(() -> gather(Arrays.asList(Coroutine.of(body), null))),
                    catchThrowable(() -> gather(call, null)),
                    catchThrowable(() -> gather(action, null)),
                    catchThrowable(() -> Async.gatherOutcomes(body, null)))) {
                assertThat(refusal)
                        .isExactlyInstanceOf(NullPointerException.class)
                        .hasMessageContaining("null");
            }
            settle();
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void aTaskOfAnotherLoopIsRefusedBeforeAnythingStarts() {
        try (EventLoop other = EventLoop.start("elsewhere")) {
            Task<Void> foreign = other.createTask(() -> forever());
            place.run(() -> {
                assertThatThrownBy(() -> gather(Coroutine.of(() -> events.add("started")), foreign))
                        .isExactlyInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("elsewhere")
                        .hasMessageContaining("toCompletableFuture()");
                settle();
            });
        }
        assertThat(events.all()).isEmpty();
    }

    @Test
    void aCoroutineThatHasStartedIsRefusedBeforeAnythingStarts() {
        place.run(() -> {
            Coroutine<String> used = Coroutine.of(() -> "once");
            used.await();
            assertThatThrownBy(() -> gather(Coroutine.of(() -> brew("tea", 0)), used))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("only once");
            settle();
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void oneObjectManyTimesIsOneTask() {
        place.run(() -> {
            Coroutine<String> one = Coroutine.of(() -> brew("tea", 1));
            assertThat(gather(Collections.nCopies(5, one))).hasSize(5).containsOnly("tea");
        });
        assertThat(events.all()).containsExactly("tea starts", "tea ends");
    }
}
