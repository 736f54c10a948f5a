package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.foreverWithCleanUp;
import static suspension.TestBodies.settle;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import kotlin.Unit;
import org.junit.jupiter.api.Test;

class RunTest {

    private final Events events = new Events();

    @Test
    void givesTheValueOfTheBody() {
        String value = Async.run(() -> {
            yieldNow();
            return "tea";
        });
        assertThat(value).isEqualTo("tea");
    }

    @Test
    void givesNullForABodyThatGivesNull() {
        assertThat(Async.<String, RuntimeException>run(() -> null)).isNull();
    }

    @Test
    void runsABodyWithoutValue() {
        Async.run(() -> events.add("ran"));
        assertThat(events.all()).containsExactly("ran");
    }

    @Test
    void throwsTheVeryExceptionOfTheBody() {
        IOException thrown = new IOException("no such file");
        try {
            Async.run(() -> read(thrown));
            events.add("returned");
        } catch (IOException e) {
            assertThat(e).isSameAs(thrown);
        }
        assertThat(events.all()).isEmpty();
    }

    private static String read(IOException failure) throws IOException {
        yieldNow();
        throw failure;
    }

    @Test
    void throwsTheVeryErrorOfTheBody() {
        AssertionError thrown = new AssertionError("no");
        assertThatThrownBy(() -> Async.run(() -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @Test
    void givesTheValueOfASuspendFunction() {
        String value = Async.run(continuation -> "at once");
        assertThat(value).isEqualTo("at once");
    }

    @Test
    void givesNullForTheUnitOfASuspendFunction() {
        Object value = Async.run(continuation -> Unit.INSTANCE);
        assertThat(value).isNull();
    }

    @Test
    void wrapsTheCheckedExceptionOfASuspendFunction() {
        IOException thrown = new IOException("gone");
        assertThatThrownBy(() -> Async.run(continuation -> {
                    throw thrown;
                }))
                .isInstanceOf(CompletionException.class)
                .hasCause(thrown);
    }

    @Test
    void throwsTheVeryUncheckedExceptionOfASuspendFunction() {
        IllegalStateException thrown = new IllegalStateException("gone");
        assertThatThrownBy(() -> Async.run(continuation -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @Test
    void wrapsTheCheckedExceptionOfACoroutineWhichDeclaresNone() {
        IOException thrown = new IOException("gone");
        assertThatThrownBy(() -> Async.run(Coroutine.of(() -> read(thrown))))
                .isInstanceOf(CompletionException.class)
                .hasCause(thrown);
    }

    @Test
    void throwsCancellationWhenTheBodyEndsByIt() {
        CancellationException thrown = new CancellationException("enough");
        assertThatThrownBy(() -> Async.run(() -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    @Test
    void throwsCancellationWhenTheBodyCancelsItself() {
        assertThatThrownBy(() -> Async.run(() -> {
                    Async.currentTask().cancel("enough");
                    forever();
                }))
                .isInstanceOf(CancellationException.class)
                .hasMessage("enough");
    }

    @Test
    void cancelsLeftOverTasksAndWaitsForTheirCleanUp() {
        Async.run(() -> {
            createTask(() -> foreverWithCleanUp(events, "first"));
            createTask(() -> foreverWithCleanUp(events, "second"));
            yieldNow();
            events.add("main ends");
        });
        assertThat(events.all()).containsExactly("main ends", "first cleaned up", "second cleaned up");
    }

    @Test
    void aLeftOverTaskThatWasToStartRunsUpToItsFirstSuspension() {
        Async.run(() -> {
            createTask(() -> {
                events.add("entered");
                forever(events, "task");
            });
        });
        assertThat(events.all()).containsExactly("entered", "task cancelled");
    }

    @Test
    void cleansUpAlsoWhenTheBodyFails() {
        assertThatThrownBy(() -> Async.run(() -> {
                    createTask(() -> foreverWithCleanUp(events, "child"));
                    yieldNow();
                    throw new IllegalArgumentException("bad");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(events.all()).containsExactly("child cleaned up");
    }

    @Test
    void waitsForTasksThatSwallowTheirCancellation() {
        Async.run(() -> {
            createTask(() -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    settle();
                    events.add("went on");
                }
            });
            yieldNow();
        });
        assertThat(events.all()).containsExactly("went on");
    }

    @Test
    void runsAndCancelsTasksThatCleanUpCreates() {
        Async.run(() -> {
            createTask(() -> {
                try {
                    forever();
                } finally {
                    createTask(() -> foreverWithCleanUp(events, "late"));
                    settle();
                    events.add("first ends");
                }
            });
            yieldNow();
        });
        assertThat(events.all()).containsExactly("first ends", "late cleaned up");
    }

    @Test
    void reportsWhatLeftOversFailWithAndKeepsItsResult() {
        try (LogRecords log = new LogRecords()) {
            String value = Async.run(() -> {
                createTask("leftover", () -> {
                    try {
                        forever();
                    } finally {
                        failCleanUp();
                    }
                });
                yieldNow();
                return "kept";
            });
            assertThat(value).isEqualTo("kept");
            assertThat(log.messages()).singleElement().asString().contains("leftover");
            assertThat(log.all().get(0).getThrown()).hasMessage("clean-up failed");
        }
    }

    private static void failCleanUp() {
        throw new IllegalStateException("clean-up failed");
    }

    @Test
    void usesAFreshLoopEachTimeAndClosesIt() {
        EventLoop first = Async.run(() -> EventLoop.current());
        EventLoop second = Async.run(() -> EventLoop.current());
        assertThat(first).isNotSameAs(second);
        assertThatThrownBy(() -> first.createTask(() -> "late"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed")
                .hasMessageContaining("EventLoop.start()");
    }

    @Test
    void isRefusedInABodyAndItsOwnBodyNeverStarts() {
        Async.run(() -> assertThatThrownBy(() -> Async.run(() -> events.add("nested")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("createTask"));
        assertThat(events.all()).isEmpty();
    }

    @Test
    void isRefusedInACallbackOfALoop() {
        Throwable refusal = Async.run(() -> {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            EventLoop.current().execute(() -> thrown.complete(catchThrowable(() -> Async.run(() -> "x"))));
            return Async.await(thrown);
        });
        assertThat(refusal).isExactlyInstanceOf(IllegalStateException.class);
    }

    @Test
    void isAllowedOnAThreadThatABodyWaitsFor() {
        String value = Async.run(() -> Async.toThread(() -> Async.run(() -> "nested")));
        assertThat(value).isEqualTo("nested");
    }

    @Test
    void waitsForCallsOnThreadsWhoseCallerWasCancelled() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Async.run(() -> {
            Task<Void> caller = createTask(() -> Async.toThread(() -> {
                running.countDown();
                TestBodies.awaitLatch(release);
                events.add("call ends");
            }));
            Async.toThread(() -> TestBodies.awaitLatch(running));
            caller.cancel();
            Async.wait(java.util.List.of(caller));
            events.add("caller ended");
            release.countDown();
        });
        assertThat(events.all()).containsExactly("caller ended", "call ends");
    }

    // Interruption of the thread that runs the loop

    @Test
    void cancelsTheBodyOnceWhenItsThreadIsInterrupted() {
        Thread caller = Thread.currentThread();
        Throwable thrown = catchThrowable(() -> Async.run(() -> {
            caller.interrupt();
            try {
                forever();
            } finally {
                settle();
                events.add("cleaned up with " + Async.currentTask().cancelling() + " request");
            }
        }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(CancellationException.class).hasMessageContaining("interrupted");
        assertThat(events.all()).containsExactly("cleaned up with 1 request");
    }

    @Test
    void givesTheValueOfABodyThatSwallowsTheInterruption() {
        Thread caller = Thread.currentThread();
        String value = Async.run(() -> {
            caller.interrupt();
            try {
                forever();
            } catch (CancellationException e) {
                return "swallowed";
            }
            return "never";
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(value).isEqualTo("swallowed");
    }

    @Test
    void neverEntersTheBodyIfItsThreadIsInterruptedAlready() {
        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowable(() -> Async.run(() -> {
            forever();
        }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(CancellationException.class);
    }

    @Test
    void leavesTheLoopToItselfWhenInterruptedTwice() {
        Thread caller = Thread.currentThread();
        CompletableFuture<String> release = new CompletableFuture<>();
        AtomicReference<EventLoop> loop = new AtomicReference<>();
        Throwable thrown = catchThrowable(() -> Async.run(() -> {
            loop.set(EventLoop.current());
            caller.interrupt();
            try {
                forever();
            } finally {
                caller.interrupt();
                Async.uncancellable(() -> Async.await(release));
                events.add("cleaned up");
            }
        }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(CancellationException.class).hasMessageContaining("interrupted twice");
        assertThat(events.all()).isEmpty();
        release.complete("go on");
        loop.get().close();
        assertThat(events.all()).containsExactly("cleaned up");
    }

    @Test
    void shieldDoesNotProtectFromTheEndOfRun() {
        Async.run(() -> {
            createTask(() -> Async.shield(Coroutine.of(() -> foreverWithCleanUp(events, "shielded"))));
            settle();
        });
        assertThat(events.all()).containsExactly("shielded cleaned up");
    }
}
