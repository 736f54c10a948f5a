package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;
import static suspension.TestBodies.untilWaiting;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import suspension.sync.AsyncEvent;

@InEveryPlace
class CancellationTest {

    @Parameter
    private Place place;

    private final Events events = new Events();

    @Test
    void endsTheWaitWithOneException() {
        place.run(() -> {
            Task<Void> task = createTask(() -> forever(events, "task"));
            untilWaiting(task);
            assertThat(task.cancel()).isTrue();
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("task cancelled");
    }

    @Test
    void ofADoneTaskIsRefused() {
        place.run(() -> {
            Task<String> task = createTask(() -> "tea");
            task.await();
            assertThat(task.cancel()).isFalse();
            assertThat(task.cancel("late")).isFalse();
            assertThat(task.cancelling()).isZero();
            assertThat(task.resultNow()).isEqualTo("tea");
        });
    }

    @Test
    void swallowedIsOverAndLaterAwaitsWork() {
        place.run(() -> {
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
            untilWaiting(task);
            task.cancel();
            assertThat(task.await()).isEqualTo("value");
            assertThat(task.isCancelled()).isFalse();
            assertThat(task.cancelling()).isEqualTo(1);
        });
        assertThat(events.all()).containsExactly("swallowed");
    }

    @Test
    void failureOfTheCleanUpIsTheOutcome() {
        place.run(() -> {
            Task<Void> task = createTask(() -> {
                try {
                    forever();
                } catch (CancellationException e) {
                    throw new IllegalArgumentException("clean-up failed", e);
                }
            });
            untilWaiting(task);
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(IllegalArgumentException.class);
            assertThat(task.isCancelled()).isFalse();
        });
    }

    @Test
    void thrownWithoutARequestCountsAsCancelled() {
        place.run(() -> {
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
        place.run(() -> {
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
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("still running", "cancelled");
    }

    @Test
    void pendingAtTheEndDropsTheValue() {
        place.run(() -> {
            Task<String> task = createTask(() -> {
                Async.currentTask().cancel();
                return "dropped";
            });
            assertThatThrownBy(task::await).isInstanceOf(CancellationException.class);
            assertThat(task.isCancelled()).isTrue();
        });
    }

    @Test
    void eachNewRequestInterruptsTheCleanUpAgain() {
        place.run(() -> {
            Task<Void> task = createTask(() -> {
                for (int i = 1; i <= 3; i++) {
                    waitFor(i, 3);
                }
            });
            for (int i = 1; i <= 3; i++) {
                untilWaiting(task);
                task.cancel();
            }
            Async.wait(List.of(task));
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
        place.run(() -> {
            Task<Void> with = createTask(() -> forever());
            Task<Void> without = createTask(() -> forever());
            untilWaiting(with, without);
            with.cancel("enough");
            without.cancel();
            assertThat(catchThrowable(with::await)).hasMessage("enough");
            assertThat(catchThrowable(without::await)).hasMessage(null);
        });
    }

    @Test
    void stackTraceShowsWhereTheBodyWas() {
        place.run(() -> {
            Task<Void> task = createTask(() -> forever());
            untilWaiting(task);
            task.cancel();
            assertThat(catchThrowable(task::await).getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("forever"));
        });
    }

    @Test
    void swallowedByABroadCatchIsLost() {
        place.run(() -> {
            Task<String> task = createTask(() -> {
                try {
                    forever();
                } catch (RuntimeException e) {
                    return "eaten";
                }
                return "never";
            });
            untilWaiting(task);
            task.cancel();
            assertThat(task.await()).isEqualTo("eaten");
        });
    }

    @Test
    void twiceBeforeItArrivesIsOneException() {
        place.run(() -> {
            Gate entered = new Gate();
            Gate cancelled = new Gate();
            Task<Integer> task = createTask(() -> {
                Async.uncancellable(() -> {
                    entered.open();
                    cancelled.await();
                });
                try {
                    forever();
                } catch (CancellationException e) {
                    events.add("cancelled");
                }
                settle();
                return Async.currentTask().cancelling();
            });
            entered.await();
            assertThat(task.cancel()).isTrue();
            assertThat(task.cancel()).isTrue();
            cancelled.open();
            assertThat(task.await()).isEqualTo(2);
        });
        assertThat(events.all()).containsExactly("cancelled");
    }

    @Test
    void reachesABodyFromAThreadThatBelongsToNoBody() {
        place.run(() -> {
            Task<Void> task = createTask(() -> forever());
            untilWaiting(task);
            new Thread(() -> task.cancel("from outside")).start();
            assertThatThrownBy(task::await)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("from outside");
        });
    }

    private static String swallowing(Task<?> awaited) {
        try {
            awaited.await();
        } catch (CancellationException e) {
            return "all the same";
        }
        return "never";
    }

    /** The second who waits has met the request too, although the task was asked for the first. */
    @Test
    void reachesATaskThatSeveralWaitForOnceAndEachOfThemMeetsIt() {
        place.run(() -> {
            Task<Void> shared = createTask(() -> forever(events, "shared"));
            Task<String> first = createTask(() -> swallowing(shared));
            Task<String> second = createTask(() -> swallowing(shared));
            untilWaiting(shared, first, second);
            Task<List<String>> parent = createTask(() -> Async.gather(List.of(first, second)));
            untilWaiting(parent);
            parent.cancel();
            Async.wait(List.of(parent, first, second));
            assertThat(shared.cancelling()).isEqualTo(1);
            assertThat(first.await()).isEqualTo("all the same");
            assertThat(second.await()).isEqualTo("all the same");
        });
        assertThat(events.all()).containsExactly("shared cancelled");
    }

    /** On a loop, where what happens between a wake-up and the body's next turn is certain. */
    @Test
    void isMetInPlaceOfAResultThatCameJustBefore() {
        Async.run(() -> {
            AsyncEvent end = new AsyncEvent();
            CompletableFuture<String> stage = new CompletableFuture<>();
            Task<Void> awaited = createTask(() -> end.await());
            Task<Void> ofTask = createTask(() -> awaited.await());
            Task<String> ofStage = createTask(() -> Async.await(stage));
            settle();
            Task<Void> late = createTask(() -> {
                end.await();
                assertThat(awaited.isDone()).isTrue();
                ofTask.cancel();
            });
            settle();
            end.set();
            late.await();
            stage.complete("tea");
            ofStage.cancel();
            Async.wait(List.of(ofTask, ofStage));
            assertThat(ofTask.isCancelled()).isTrue();
            assertThat(ofStage.isCancelled()).isTrue();
        });
    }
}
