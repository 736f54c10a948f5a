package suspension.interop;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.gatherOutcomes;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kotlin.Result;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import suspension.Async;
import suspension.Outcome;
import suspension.Task;

/** Kotlin's Result, which arrives bare or as an object: Java sees the same, whether or not the function suspends. */
class ResultTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void awaitGivesWhatAResultHolds(boolean suspends) {
        Async.run(() -> {
            Object found = await(c -> ResultApi.tryFind(suspends, c));
            assertThat(found).isEqualTo("Asha");
            Object nothing = await(c -> ResultApi.tryNothing(suspends, c));
            assertThat(nothing).isNull();
            Object none = await(c -> ResultApi.tryNull(suspends, c));
            assertThat(none).isNull();
            Object nested = await(c -> ResultApi.nested(suspends, c));
            assertThat(nested).isEqualTo("Asha");
            Object nullable = await(c -> ResultApi.nullable(suspends, c));
            assertThat(nullable).isEqualTo("Asha");
            Object generic = await(c -> ResultApi.generic(suspends, c));
            assertThat(generic).isEqualTo("Asha");
            ResultApi.Finder<Result<String>> finder = finder();
            Object inherited = await(c -> finder.find(suspends, c));
            assertThat(inherited).isEqualTo("Asha");
            Object lambda = await(c -> ResultApi.getLAMBDA().invoke(suspends, c));
            assertThat(lambda).isEqualTo("Asha");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void awaitThrowsWhatAResultFailedWith(boolean suspends) {
        Async.run(() -> {
            assertThatThrownBy(() -> await(c -> ResultApi.tryFail(suspends, c)))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(ResultApi.INSTANCE.getFAILURE());
            assertThat(catchThrowable(() -> await(IOException.class, c -> ResultApi.tryFail(suspends, c))))
                    .isSameAs(ResultApi.INSTANCE.getFAILURE());
            assertThat(catchThrowable(() -> await(IOException.class, c -> ResultApi.nestedFailure(suspends, c))))
                    .isSameAs(ResultApi.INSTANCE.getFAILURE());
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tasksEndAsTheResultDid(boolean suspends) {
        Async.run(() -> {
            assertThat(gatherOutcomes(c -> ResultApi.tryFind(suspends, c), c -> ResultApi.tryFail(suspends, c)))
                    .isEqualTo(java.util.List.of(
                            new Outcome.Success<>("Asha"), new Outcome.Failure<>(ResultApi.INSTANCE.getFAILURE())));
            Task<?> task = createTask(c -> ResultApi.cancelled(suspends, c));
            assertThat(catchThrowable(task::await)).isInstanceOf(CancellationException.class);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void awaitResultGivesTheOutcome(boolean suspends) {
        Async.run(() -> {
            Outcome<String> found = Suspend.awaitResult(c -> ResultApi.tryFind(suspends, c));
            assertThat(found).isEqualTo(new Outcome.Success<>("Asha"));
            Outcome<String> failed = Suspend.awaitResult(c -> ResultApi.tryFail(suspends, c));
            assertThat(failed).isEqualTo(new Outcome.Failure<>(ResultApi.INSTANCE.getFAILURE()));
            Outcome<String> cancelled = Suspend.awaitResult(c -> ResultApi.cancelled(suspends, c));
            assertThat(cancelled).isInstanceOf(Outcome.Cancelled.class);
            Outcome<Unit> nothing = Suspend.awaitResult(c -> ResultApi.tryNothing(suspends, c));
            assertThat(nothing).isEqualTo(new Outcome.Success<>(null));
            Outcome<CharSequence> open = Suspend.awaitResult(c -> ResultApi.open(suspends, c));
            assertThat(open).isEqualTo(new Outcome.Success<>("Asha"));
            assertThat(catchThrowable(() -> Suspend.awaitResult(c -> ResultApi.throwing(suspends, c))))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(ResultApi.INSTANCE.getFAILURE());
        });
    }

    @Test
    void referencesAreTyped() {
        Async.run(() -> {
            String deferred = Suspend.awaitResult(ResultApi.deferred()::await).get();
            assertThat(deferred).isEqualTo("Asha");
        });
    }

    @Test
    void awaitResultOutsideABodyIsRefused() {
        assertThatThrownBy(() -> Suspend.awaitResult(c -> ResultApi.tryFind(false, c)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Suspend.awaitResult()");
    }

    @Test
    void javaGivesKotlinAResult() {
        IllegalStateException failure = new IllegalStateException("no");
        Async.run(() -> {
            String found = await(c -> ResultApi.describe(
                    Suspend.lambda((Long id) -> Suspend.result(new Outcome.Success<>("user " + id))), c));
            assertThat(found).isEqualTo("found user 1");
            String failed = await(c -> ResultApi.describe(
                    Suspend.lambda((Long id) -> Suspend.<String>result(() -> {
                        Async.sleep(ofMillis(1));
                        throw failure;
                    })),
                    c));
            assertThat(failed).isEqualTo("failed with " + failure);
            String implemented = await(c -> ResultApi.describe(new JavaFinder(), c));
            assertThat(implemented).isEqualTo("found one in Java");
        });
    }

    @Test
    void cancellationOfTheCodeIsNoResult() {
        CancellationException cancellation = new CancellationException();
        assertThat(catchThrowable(() -> Suspend.<String>result(() -> {
                    throw cancellation;
                })))
                .isSameAs(cancellation);
        assertThat(Suspend.result(new Outcome.Cancelled<String>(cancellation)).toString())
                .startsWith("Failure(");
    }

    @SuppressWarnings("unchecked") // Kotlin's object is a Finder<Result<String>>, which Java sees with a wildcard
    private static ResultApi.Finder<Result<String>> finder() {
        return (ResultApi.Finder<Result<String>>) (ResultApi.Finder<?>) ResultApi.Generic.INSTANCE;
    }

    private static final class JavaFinder implements ResultApi.Finder<Result<String>> {
        @Override
        public Object find(boolean suspends, Continuation<? super Result<String>> continuation) {
            return Suspend.implement(
                    continuation, CompletableFuture.completedFuture(Suspend.result(() -> "one in Java")));
        }
    }
}
