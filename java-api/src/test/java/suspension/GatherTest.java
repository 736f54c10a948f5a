package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class GatherTest {

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
        List<String> cups = Async.run(() -> gather(() -> brew("Masala", 3), () -> brew("Green", 1)));
        assertThat(cups).containsExactly("Masala", "Green");
        assertThat(events.all()).containsExactly("Masala starts", "Green starts", "Green ends", "Masala ends");
    }

    @Test
    void takesAnythingThatCanBeAwaited() {
        List<Object> values = Async.run(() -> gather(
                Coroutine.of(() -> "coroutine"),
                () -> "body",
                createTask(() -> 5),
                Coroutine.suspending(continuation -> "function")));
        assertThat(values).containsExactly("coroutine", "body", 5, "function");
    }

    @Test
    void runsSuspendFunctions() {
        List<String> values = Async.run(() -> gather(continuation -> "a", continuation -> "b"));
        assertThat(values).containsExactly("a", "b");
    }

    @Test
    void runsActions() {
        Async.run(() -> gather(() -> events.add("a"), () -> events.add("b")));
        assertThat(events.all()).containsExactly("a", "b");
    }

    @Test
    void keepsNullValues() {
        List<String> values = Async.run(() -> gather(List.of(Coroutine.<String>of(() -> null))));
        assertThat(values).containsExactly((String) null);
    }

    @Test
    void ofNothingIsEmpty() {
        List<String> none = Async.run(() -> gather(List.of()));
        assertThat(none).isEmpty();
    }

    @Test
    void runsWhatIsGivenTwiceOnce() {
        Awaitable<String, RuntimeException> body = () -> brew("tea", 0);
        SuspendCall<String> call = continuation -> brewAtOnce();
        Action<RuntimeException> action = () -> events.add("action");
        Async.run(() -> {
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
        Async.run(() -> {
            assertThatThrownBy(() -> gather(() -> brew("slow", 9), () -> {
                        throw failure;
                    }))
                    .isSameAs(failure);
            events.add("caller goes on");
            settle();
        });
        assertThat(events.all()).containsExactly("slow starts", "caller goes on", "slow ends");
    }

    @Test
    void doesNotReportLaterFailures() {
        Events errors = new Events();
        try (EventLoop loop = EventLoop.builder()
                .exceptionHandler(error -> errors.add(error.message()))
                .build()) {
            loop.run(() -> {
                assertThatThrownBy(() -> gather(
                                () -> {
                                    throw new IllegalStateException("first");
                                },
                                () -> {
                                    yieldNow();
                                    throw new IllegalStateException("second");
                                }))
                        .hasMessage("first");
                settle();
            });
        }
        assertThat(errors.all()).isEmpty();
    }

    @Test
    void wrapsAChecked() {
        IOException failure = new IOException("gone");
        Async.run(() -> {
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
        Async.run(() -> {
            Task<Void> child = createTask(() -> forever());
            Task<String> sibling = createTask(() -> brew("sibling", 9));
            yieldNow();
            child.cancel();
            assertThatThrownBy(() -> gather(child, sibling)).isInstanceOf(CancellationException.class);
            assertThat(Async.currentTask().cancelling()).isZero();
            assertThat(sibling.await()).isEqualTo("sibling");
        });
    }

    // Cancelled from outside

    @Test
    void cancelledFromOutsideItCancelsEveryUnfinishedChild() {
        Async.run(() -> {
            Task<String> done = createTask(() -> "done");
            Task<Void> caller = createTask(() -> {
                gather(done, Coroutine.of(() -> forever(events, "a")), Coroutine.of(() -> forever(events, "b")));
            });
            settle();
            caller.cancel("enough");
            assertThatThrownBy(caller::await)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("enough");
            assertThat(done.resultNow()).isEqualTo("done");
        });
        assertThat(events.all()).containsExactly("a cancelled", "b cancelled");
    }

    @Test
    void cancelledItGoesOnWhenTheFirstChildEndsAndOthersStillCleanUp() {
        Async.run(() -> {
            Task<Void> caller = createTask(() -> {
                try {
                    gather(() -> forever(events, "quick"), () -> TestBodies.foreverWithCleanUp(events, "slow"));
                } finally {
                    events.add("caller goes on");
                }
            });
            settle();
            caller.cancel();
            Async.wait(List.of(caller));
            settle();
            settle();
        });
        assertThat(events.all()).containsExactly("quick cancelled", "caller goes on", "slow cleaned up");
    }

    @Test
    void cancelledItThrowsAlthoughEveryChildSwallows() {
        Async.run(() -> {
            Task<List<String>> caller = createTask(() -> gather(this::stubborn, this::stubborn));
            settle();
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
        Async.run(() -> {
            Task<List<Object>> caller = createTask(() -> gather(
                    () -> {
                        try {
                            forever();
                        } catch (CancellationException e) {
                            throw failure;
                        }
                        return null;
                    },
                    () -> {
                        TestBodies.foreverWithCleanUp(events, "slow");
                        return null;
                    }));
            settle();
            caller.cancel();
            assertThatThrownBy(caller::await).isSameAs(failure);
            assertThat(caller.isCancelled()).isFalse();
        });
    }

    @Test
    void twoGathersOfOneTaskAreBothCancelledWithIt() {
        Async.run(() -> {
            Task<Void> shared = createTask(() -> forever());
            Task<List<Void>> one = createTask(() -> gather(List.of(shared)));
            Task<List<Void>> two = createTask(() -> gather(List.of(shared)));
            settle();
            one.cancel();
            settle();
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
        Async.run(() -> {
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
            Async.run(() -> {
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
        Async.run(() -> {
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
        Async.run(() -> {
            Coroutine<String> one = Coroutine.of(() -> brew("tea", 1));
            assertThat(gather(Collections.nCopies(5, one))).hasSize(5).containsOnly("tea");
        });
        assertThat(events.all()).containsExactly("tea starts", "tea ends");
    }
}
