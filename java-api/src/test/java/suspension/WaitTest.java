package suspension;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;
import static suspension.TestBodies.untilWaiting;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@InEveryPlace
class WaitTest {

    @Parameter
    private Place place;

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
        place.run(() -> {
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
        place.run(() -> {
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
        place.run(() -> {
            Task<String> one = createTask(() -> "one");
            Task<String> two = createTask(() -> "two");
            assertThat(Async.wait(List.of(one, two), ReturnWhen.FIRST_COMPLETED).done())
                    .isNotEmpty()
                    .isSubsetOf(one, two);
            two.await();
            one.await();
            assertThat(Async.wait(List.of(one, two), ReturnWhen.FIRST_COMPLETED).done())
                    .containsExactly(one, two);
        });
    }

    @Test
    void firstExceptionReturnsWithAFailureAndNotWithACancellation() {
        place.run(() -> {
            Task<String> cancelled = never();
            cancelled.cancel();
            Task<String> pending = never();
            Task<?> caller = Async.currentTask();
            Task<String> failed = createTask(() -> {
                Async.wait(List.of(cancelled));
                untilWaiting(caller);
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
        place.run(() -> {
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
    void aTimeoutOfZeroGivesWhatIsDone() {
        place.run(() -> {
            Task<String> quick = createTask(() -> "quick");
            quick.await();
            Task<String> pending = never();
            WaitResult<Task<String>> result = Async.wait(List.of(pending, quick), ZERO, ReturnWhen.ALL_COMPLETED);
            assertThat(result.done()).containsExactly(quick);
            assertThat(Async.wait(List.of(pending), ofMillis(-5)).pending()).containsExactly(pending);
        });
    }

    @Test
    void cancellingTheWaitCancelsNothing() {
        place.run(() -> {
            Task<String> pending = never();
            Task<?> waiter = createTask(() -> Async.wait(List.of(pending), ofDays(1)));
            untilWaiting(pending, waiter);
            waiter.cancel();
            Async.wait(List.of(waiter));
            assertThat(waiter.isCancelled()).isTrue();
            assertThat(pending.isDone()).isFalse();
            assertThat(pending.cancelling()).isZero();
        });
    }

    @Test
    void duplicatesCountOnce() {
        place.run(() -> {
            Task<String> task = createTask(() -> "once");
            assertThat(Async.wait(List.of(task, task, task)).done()).containsExactly(task);
        });
    }

    @Test
    void tasksOfDifferentTypesCanBeMixed() {
        place.run(() -> {
            WaitResult<Task<?>> result = Async.wait(List.<Task<?>>of(createTask(() -> "a"), createTask(() -> 5)));
            assertThat(result.done()).hasSize(2);
        });
    }

    // Misuse

    @Test
    void ofNothingIsRefused() {
        place.run(() -> assertThatThrownBy(() -> Async.wait(List.<Task<String>>of()))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one task"));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void ofAPlainCoroutineIsRefused() {
        place.run(() -> {
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
        place.run(() -> {
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
            place.run(() -> assertThatThrownBy(() -> Async.wait(List.of(foreign)))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("elsewhere"));
        }
    }

    @Test
    void outsideABodyIsRefused() {
        Task<String> task = place.run(() -> createTask(() -> "a"));
        assertThatThrownBy(() -> Async.wait(List.of(task)))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Async.run(");
    }

    @Test
    void cancelledWaitThrowsItsOwnCancellation() {
        place.run(() -> {
            Task<String> pending = never();
            Async.currentTask().cancel("mine");
            assertThatThrownBy(() -> Async.wait(List.of(pending)))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("mine");
        });
    }
}
