package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CancellationTest {

    private final Events events = new Events();

    @Test
    void endsTheWaitWithOneException() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> forever(events, "task"));
            yieldNow();
            assertThat(task.cancel()).isTrue();
            assertThat(task.isCancelled()).isFalse();
            settle();
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("task cancelled");
    }

    @Test
    void ofADoneTaskIsRefused() {
        Async.run(() -> {
            Task<String> task = createTask(() -> "tea");
            task.await();
            assertThat(task.cancel()).isFalse();
            assertThat(task.cancel("late")).isFalse();
            assertThat(task.cancelling()).isZero();
            assertThat(task.resultNow()).isEqualTo("tea");
        });
    }

    @Test
    void beforeTheStartNeverEntersTheBody() {
        Async.run(() -> {
            Task<Void> body = createTask(() -> events.add("body entered"));
            Task<Void> function = createTask(continuation -> {
                events.add("function entered");
                return null;
            });
            body.cancel();
            function.cancel();
            settle();
            assertThat(body.isCancelled()).isTrue();
            assertThat(function.isCancelled()).isTrue();
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void withdrawnBeforeTheStartLetsTheBodyRun() {
        Async.run(() -> {
            Task<String> task = createTask(() -> "ran");
            task.cancel();
            assertThat(task.uncancel()).isZero();
            assertThat(task.await()).isEqualTo("ran");
        });
    }

    @Test
    void swallowedIsOverAndLaterAwaitsWork() {
        Async.run(() -> {
            Task<String> task = createTask(() -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    events.add("swallowed");
                }
                sleep(Duration.ofMillis(1));
                settle();
                return "value";
            });
            yieldNow();
            task.cancel();
            assertThat(task.await()).isEqualTo("value");
            assertThat(task.isCancelled()).isFalse();
            assertThat(task.cancelling()).isEqualTo(1);
        });
        assertThat(events.all()).containsExactly("swallowed");
    }

    @Test
    void failureOfTheCleanUpIsTheOutcome() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    throw new IllegalArgumentException("clean-up failed", e);
                }
            });
            yieldNow();
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(IllegalArgumentException.class);
            assertThat(task.isCancelled()).isFalse();
        });
    }

    @Test
    void thrownWithoutARequestCountsAsCancelled() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> {
                throw new CancellationException("my own");
            });
            assertThatThrownBy(task::await).isInstanceOf(CancellationException.class);
            assertThat(task.isCancelled()).isTrue();
            assertThat(task.cancelling()).isZero();
        });
    }

    @Test
    void arrivesAtTheNextSuspensionOfARunningBody() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> {
                Async.currentTask().cancel();
                events.add("still running");
                try {
                    yieldNow();
                    events.add("suspended");
                } catch (CancellationException e) {
                    events.add("cancelled");
                    throw e;
                }
            });
            settle();
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("still running", "cancelled");
    }

    @Test
    void pendingAtTheEndDropsTheValue() {
        Async.run(() -> {
            Task<String> task = createTask(() -> {
                Async.currentTask().cancel();
                return "dropped";
            });
            assertThatThrownBy(task::await).isInstanceOf(CancellationException.class);
            assertThat(task.isCancelled()).isTrue();
        });
    }

    @Test
    void ofATaskAboutToGoOnArrivesAtThatAwait() {
        Async.run(() -> {
            CompletableFuture<String> gate = new CompletableFuture<>();
            Task<Void> task = createTask(() -> events.add("got " + Async.await(gate)));
            yieldNow();
            gate.complete("value");
            task.cancel();
            settle();
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void twiceBeforeItArrivesIsOneException() {
        Async.run(() -> {
            Task<Integer> task = createTask(() -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    events.add("cancelled");
                }
                settle();
                return Async.currentTask().cancelling();
            });
            yieldNow();
            assertThat(task.cancel()).isTrue();
            assertThat(task.cancel()).isTrue();
            assertThat(task.await()).isEqualTo(2);
        });
        assertThat(events.all()).containsExactly("cancelled");
    }

    @Test
    void eachNewRequestInterruptsTheCleanUpAgain() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> {
                for (int i = 1; i <= 3; i++) {
                    waitFor(i, 3);
                }
            });
            for (int i = 1; i <= 3; i++) {
                settle();
                task.cancel();
            }
            settle();
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("wait 1 cancelled", "wait 2 cancelled", "wait 3 cancelled");
    }

    private void waitFor(int request, int last) {
        try {
            forever(events, "wait " + request);
        } catch (CancellationException e) {
            if (request == last) {
                throw e;
            }
        }
    }

    @Test
    void carriesItsMessage() {
        Async.run(() -> {
            Task<Void> with = createTask(() -> forever());
            Task<Void> without = createTask(() -> forever());
            yieldNow();
            with.cancel("enough");
            without.cancel();
            assertThat(catchThrowable(with::await)).hasMessage("enough");
            assertThat(catchThrowable(without::await)).hasMessage(null);
        });
    }

    @Test
    void stackTraceShowsWhereTheBodyWas() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> forever());
            yieldNow();
            task.cancel();
            assertThat(catchThrowable(task::await).getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("forever"));
        });
    }

    @Test
    void reachesABodyFromAnotherThread() {
        CountDownLatch waiting = new CountDownLatch(1);
        try (EventLoop loop = EventLoop.start()) {
            Task<Void> task = loop.createTask(() -> {
                waiting.countDown();
                forever();
            });
            TestBodies.awaitLatch(waiting);
            task.cancel("from outside");
            assertThatThrownBy(task::join)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("from outside");
        }
    }

    @Test
    void swallowedByABroadCatchIsLost() {
        Async.run(() -> {
            Task<String> task = createTask(() -> {
                try {
                    forever();
                } catch (RuntimeException e) {
                    return "eaten";
                }
                return "never";
            });
            yieldNow();
            task.cancel();
            assertThat(task.await()).isEqualTo("eaten");
        });
    }

    /** The request is made by a thread whose stack has no room for one frame, let alone several, for each task. */
    @Test
    void goesThroughALongChainOfTasksOnASmallStack() throws InterruptedException {
        int length = 2_000;
        CountDownLatch allWait = new CountDownLatch(1);
        try (EventLoop loop = EventLoop.start()) {
            List<Task<Void>> chain = new ArrayList<>();
            chain.add(loop.createTask(() -> forever()));
            loop.run(() -> {
                for (int i = 1; i < length; i++) {
                    Task<Void> previous = chain.get(i - 1);
                    chain.add(createTask(() -> previous.await()));
                }
                settle();
                allWait.countDown();
            });
            TestBodies.awaitLatch(allWait);
            Task<Void> last = chain.get(length - 1);
            Thread canceller = new Thread(null, last::cancel, "canceller", 64 << 10);
            canceller.start();
            canceller.join();
            assertThatThrownBy(last::join).isInstanceOf(CancellationException.class);
            assertThat(chain).allMatch(Task::isCancelled);
        }
    }
}
