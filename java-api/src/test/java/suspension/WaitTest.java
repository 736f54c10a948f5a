package suspension;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class WaitTest {

    private final Events events = new Events();

    private static Task<String> fails() {
        return createTask(() -> {
            throw new IllegalStateException("bad");
        });
    }

    private static Task<String> never() {
        return createTask(() -> {
            forever();
            return "never";
        });
    }

    @Test
    void waitsForAllAndThrowsNothing() {
        Async.run(() -> {
            Task<String> slow = createTask(() -> {
                settle();
                return "slow";
            });
            Task<String> failed = fails();
            Task<String> cancelled = never();
            cancelled.cancel();
            WaitResult<Task<String>> result = Async.wait(List.of(slow, failed, cancelled));
            assertThat(result.done()).containsExactly(slow, failed, cancelled);
            assertThat(result.pending()).isEmpty();
        });
    }

    @Test
    void firstCompletedReturnsWithTheFirst() {
        Async.run(() -> {
            Task<String> pending = never();
            Task<String> done = createTask(() -> "done");
            WaitResult<Task<String>> result = Async.wait(List.of(pending, done), ReturnWhen.FIRST_COMPLETED);
            assertThat(result.done()).containsExactly(done);
            assertThat(result.pending()).containsExactly(pending);
            assertThat(pending.cancelling()).isZero();
        });
    }

    @Test
    void whatFinishedMeanwhileCountsAsDone() {
        Async.run(() -> {
            Task<String> one = createTask(() -> "one");
            Task<String> two = createTask(() -> "two");
            assertThat(Async.wait(List.of(one, two), ReturnWhen.FIRST_COMPLETED).done())
                    .contains(one);
            yieldNow();
            assertThat(Async.wait(List.of(one, two), ReturnWhen.FIRST_COMPLETED).done())
                    .containsExactly(one, two);
        });
    }

    @Test
    void firstExceptionReturnsWithAFailureAndNotWithACancellation() {
        Async.run(() -> {
            Task<String> cancelled = never();
            cancelled.cancel();
            Task<String> pending = never();
            Task<String> failed = createTask(() -> {
                settle();
                throw new IllegalStateException("bad");
            });
            WaitResult<Task<String>> result =
                    Async.wait(List.of(cancelled, pending, failed), ReturnWhen.FIRST_EXCEPTION);
            assertThat(result.done()).containsExactly(cancelled, failed);
            assertThat(result.pending()).containsExactly(pending);
        });
    }

    @Test
    void firstExceptionWithoutAnyWaitsForAll() {
        Async.run(() -> {
            Task<String> one = createTask(() -> "one");
            Task<String> two = createTask(() -> {
                settle();
                return "two";
            });
            assertThat(Async.wait(List.of(one, two), ReturnWhen.FIRST_EXCEPTION).done())
                    .containsExactly(one, two);
        });
    }

    @Test
    void aTimeoutOfZeroGivesOneTurn() {
        Async.run(() -> {
            Task<String> quick = createTask(() -> "quick");
            Task<String> pending = never();
            WaitResult<Task<String>> result = Async.wait(List.of(pending, quick), ZERO, ReturnWhen.ALL_COMPLETED);
            assertThat(result.done()).containsExactly(quick);
            assertThat(Async.wait(List.of(pending), ofMillis(-5)).pending()).containsExactly(pending);
        });
    }

    @Test
    void cancellingTheWaitCancelsNothing() {
        Async.run(() -> {
            Task<String> pending = never();
            Task<?> waiter = createTask(() -> Async.wait(List.of(pending), ofDays(1)));
            settle();
            waiter.cancel();
            settle();
            assertThat(waiter.isCancelled()).isTrue();
            assertThat(pending.isDone()).isFalse();
            assertThat(pending.cancelling()).isZero();
        });
    }

    @Test
    void duplicatesCountOnce() {
        Async.run(() -> {
            Task<String> task = createTask(() -> "once");
            assertThat(Async.wait(List.of(task, task, task)).done()).containsExactly(task);
        });
    }

    @Test
    void tasksOfDifferentTypesCanBeMixed() {
        Async.run(() -> {
            WaitResult<Task<?>> result = Async.wait(List.<Task<?>>of(createTask(() -> "a"), createTask(() -> 5)));
            assertThat(result.done()).hasSize(2);
        });
    }

    @Test
    void aFailureSeenByNobodyElseIsStillReported() {
        Events errors = new Events();
        try (EventLoop loop = EventLoop.builder()
                .exceptionHandler(error -> errors.add(error.exception().getMessage()))
                .build()) {
            loop.run(() -> {
                Async.wait(List.of(fails()));
            });
        }
        assertThat(errors.all()).containsExactly("bad");
    }

    // Misuse

    @Test
    void ofNothingIsRefused() {
        Async.run(() -> assertThatThrownBy(() -> Async.wait(List.<Task<String>>of()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one task"));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void ofAPlainCoroutineIsRefused() {
        Async.run(() -> {
            Coroutine<String> coroutine = Coroutine.of(() -> "cold");
            Collection<Task<?>> raw = (Collection) List.of(coroutine);
            assertThatThrownBy(() -> Async.wait(raw))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("createTask(");
            events.add(coroutine.await());
        });
        assertThat(events.all()).containsExactly("cold");
    }

    @Test
    void ofNullIsRefused() {
        Async.run(() -> {
            Task<String> task = createTask(() -> "a");
            assertThatThrownBy(() -> Async.wait(Arrays.asList(task, null)))
                    .isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> Async.wait(List.of(task), (ReturnWhen) null))
                    .isExactlyInstanceOf(NullPointerException.class);
        });
    }

    @Test
    void ofATaskOfAnotherLoopIsRefused() {
        try (EventLoop other = EventLoop.start("elsewhere")) {
            Task<Void> foreign = other.createTask(() -> forever());
            Async.run(() -> assertThatThrownBy(() -> Async.wait(List.of(foreign)))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("elsewhere"));
        }
    }

    @Test
    void outsideABodyIsRefused() {
        Task<String> task = Async.run(() -> createTask(() -> "a"));
        assertThatThrownBy(() -> Async.wait(List.of(task)))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Async.run(");
    }

    @Test
    void cancelledWaitThrowsItsOwnCancellation() {
        Async.run(() -> {
            Task<String> pending = never();
            Async.currentTask().cancel("mine");
            assertThatThrownBy(() -> Async.wait(List.of(pending)))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("mine");
        });
    }
}
