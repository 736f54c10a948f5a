package suspension;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.timeout;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

/** What a user sees who prints a failure of a timeout or a group, or follows its causes. */
@InEveryPlace
class FailureTraceTest {

    @Parameter
    private Place place;

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static List<Throwable> causes(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(seen.add(cause))
                    .as("a cycle of causes in %s", trace(failure))
                    .isTrue();
            chain.add(cause);
        }
        return chain;
    }

    private static void assertClean(Throwable failure) {
        causes(failure);
        assertThat(trace(failure)).doesNotContain("CIRCULAR REFERENCE");
    }

    @Test
    void nestedTimeoutsHaveACauseEach() {
        place.run(() -> {
            Throwable outer =
                    catchThrowable(() -> timeout(ofMillis(5), () -> timeout(ofDays(1), () -> TestBodies.forever())));
            assertThat(outer).isExactlyInstanceOf(AsyncTimeoutException.class).hasMessageContaining("PT0.005S");
            assertClean(outer);
            Throwable inner =
                    catchThrowable(() -> timeout(ofDays(1), () -> timeout(ofMillis(5), () -> TestBodies.forever())));
            assertThat(inner).isExactlyInstanceOf(AsyncTimeoutException.class).hasMessageContaining("PT0.005S");
            assertThat(causes(inner).get(1)).isInstanceOf(CancellationException.class);
            assertClean(inner);
            TestBodies.settle();
            assertThat(Async.currentTask().cancelling()).isZero();
        });
    }

    @Test
    void bothOfTwoThatExpireAreClean() {
        place.run(() -> {
            Throwable both =
                    catchThrowable(() -> timeout(ofMillis(5), () -> timeout(ofMillis(5), () -> TestBodies.forever())));
            assertThat(both).isExactlyInstanceOf(AsyncTimeoutException.class);
            assertClean(both);
        });
    }

    @Test
    void waitsForOthersThatEndLateAreClean() {
        place.run(() -> {
            Task<Void> task = Async.createTask(() -> TestBodies.forever());
            assertClean(catchThrowable(() -> timeout(ofMillis(5), () -> task.await())));
            assertThat(task.isCancelled()).isTrue();
            assertClean(catchThrowable(() ->
                    timeout(ofMillis(5), () -> Async.gather(() -> TestBodies.forever(), () -> TestBodies.forever()))));
            assertClean(catchThrowable(() -> timeout(
                    ofMillis(5),
                    () -> Async.gather(() -> timeout(ofDays(1), () -> forever()), () -> forever(), (a, b) -> a + b))));
            assertClean(catchThrowable(() -> timeout(ofMillis(5), () -> Async.await(new CompletableFuture<>()))));
            assertClean(catchThrowable(() -> timeout(
                    ofMillis(5),
                    () -> TaskGroup.run(group -> {
                        group.createTask(() -> TestBodies.forever());
                    }))));
        });
    }

    private static String forever() {
        TestBodies.forever();
        return "never";
    }

    @Test
    void aTaskThatSeveralAwaitHasATraceForEach() {
        place.run(() -> {
            Task<Void> shared = Async.createTask(() -> TestBodies.forever());
            Task<Throwable> first =
                    Async.createTask(() -> catchThrowable(() -> timeout(ofMillis(5), () -> shared.await())));
            Task<Throwable> second =
                    Async.createTask(() -> catchThrowable(() -> timeout(ofMillis(5), () -> shared.await())));
            for (Throwable failure : List.of(first.await(), second.await())) {
                assertClean(failure);
            }
        });
    }

    @Test
    void anExceptionOfCleanUpWithTheCancellationAsItsCauseIsClean() {
        place.run(() -> {
            Throwable failure = catchThrowable(() -> timeout(ofMillis(5), () -> {
                try {
                    TestBodies.forever();
                } catch (CancellationException e) {
                    throw new IllegalArgumentException("clean-up", e);
                }
            }));
            assertThat(failure).hasMessage("clean-up");
            assertClean(failure);
        });
    }

    @Test
    void aGroupsFailureIsFoundByFrameworks() {
        IllegalStateException dry = new IllegalStateException("dry");
        place.run(() -> {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            TaskGroup.run(outer -> {
                outer.createTask(() -> {
                    thrown.set(catchThrowable(() -> TaskGroup.run(inner -> {
                        inner.createTask(() -> {
                            throw dry;
                        });
                    })));
                });
            });
            assertThat(thrown.get())
                    .isExactlyInstanceOf(ExceptionGroup.class)
                    .cause()
                    .isSameAs(dry);
            assertThat(causes(new ExecutionException(thrown.get()))).last().isSameAs(dry);
            assertClean(thrown.get());
        });
    }

    @Test
    void aGroupOfGroupsIsClean() {
        place.run(() -> {
            Throwable failure = catchThrowable(() -> TaskGroup.run(outer -> {
                for (String name : List.of("a", "b")) {
                    outer.createTask(() -> Async.uncancellable(() -> TaskGroup.run(inner -> {
                        inner.createTask(() -> {
                            throw new IllegalStateException(name);
                        });
                    })));
                }
            }));
            assertThat(failure).isExactlyInstanceOf(ExceptionGroup.class);
            assertClean(failure);
            assertThat(trace(failure)).contains("Caused by: java.lang.IllegalStateException: ");
        });
    }

    @Test
    void aMemberWhoseCausesAreACycleDoesNoHarm() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalStateException second = new IllegalStateException("second", first);
        first.initCause(second);
        ExceptionGroup group = new ExceptionGroup("odd", List.of(first, second));
        assertThat(group.find(IllegalArgumentException.class)).isEmpty();
        assertThat(group.split(failure -> failure == first)
                        .matching()
                        .orElseThrow()
                        .exceptions())
                .containsExactly(first);
        assertThat(trace(group)).contains("first").contains("second");
        assertThat(new ExceptionGroup("wrapped", List.of(new CompletionException(group))))
                .hasMessageContaining("odd");
    }
}
