package suspension.facade.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bank.BoxOfResult;
import bank.KotlinAnswers;
import bank.What;
import facades.JavaAnswers;
import facades.JavaBox;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import suspension.Async;
import suspension.EventLoop;
import suspension.Outcome;

/** A function of {@code Result<T>} gives an outcome, however it is called, and whether or not it suspends. */
final class ResultsTest {

    /** How a facade can be called. */
    private enum Way {
        METHOD,
        TASK,
        FUTURE,
        JAVA_BEHIND_KOTLIN;

        <T> T call(JavaAnswers answers, Call<T> method, Call<T> task, FutureCall<T> future) throws Exception {
            if (this == FUTURE) {
                try (EventLoop loop = EventLoop.start("results")) {
                    return future.of(answers.futures(loop));
                }
            }
            return Async.<T, Exception>run(() -> switch (this) {
                case TASK -> task.of(answers);
                case JAVA_BEHIND_KOTLIN -> method.of(JavaAnswers.of(JavaAnswers.toKotlin(new Passing(answers))));
                default -> method.of(answers);
            });
        }
    }

    private interface Call<T> {
        T of(JavaAnswers answers) throws Exception;
    }

    private interface FutureCall<T> {
        T of(JavaAnswers.Futures answers) throws Exception;
    }

    /** A Java implementation that passes outcomes on. */
    private record Passing(JavaAnswers answers) implements JavaAnswers {

        @Override
        public Outcome<String> ofText(What what, boolean suspends) {
            return answers.ofText(what, suspends);
        }

        @Override
        public Outcome<String> orNone(What what, boolean suspends) {
            return answers.orNone(what, suspends);
        }

        @Override
        public Outcome<Void> ofUnit(What what, boolean suspends) {
            return answers.ofUnit(what, suspends);
        }
    }

    static Stream<Arguments> everyWay() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(What.values())
                        .flatMap(what -> Stream.of(false, true).map(suspends -> Arguments.of(way, what, suspends))));
    }

    private final JavaAnswers answers = JavaAnswers.of(new KotlinAnswers());

    @ParameterizedTest
    @MethodSource("everyWay")
    void resultIsAnOutcome(Way way, What what, boolean suspends) throws Exception {
        Outcome<String> outcome = way.call(
                answers,
                each -> each.ofText(what, suspends),
                each -> each.tasks().ofText(what, suspends).await(),
                each -> each.ofText(what, suspends).get());
        check(outcome, what, "text");
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void resultThatIsNoneIsNull(Way way, What what, boolean suspends) throws Exception {
        Outcome<String> outcome = way.call(
                answers,
                each -> each.orNone(what, suspends),
                each -> each.tasks().orNone(what, suspends).await(),
                each -> each.orNone(what, suspends).get());
        if (what == What.NULL) {
            assertThat(outcome).isNull();
        } else {
            check(outcome, what, "text");
        }
    }

    @ParameterizedTest
    @MethodSource("everyWay")
    void resultOfUnitIsAnOutcomeWithoutAValue(Way way, What what, boolean suspends) throws Exception {
        Outcome<Void> outcome = way.call(
                answers,
                each -> each.ofUnit(what, suspends),
                each -> each.tasks().ofUnit(what, suspends).await(),
                each -> each.ofUnit(what, suspends).get());
        check(outcome, what, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"VALUE", "NULL", "FAILURE", "CANCELLED"})
    void functionThatDoesNotSuspendGivesAnOutcomeAnywhere(What what) {
        check(answers.now(what), what, "text");
        if (what == What.NULL) {
            assertThat(answers.nowOrNone(what)).isNull();
        } else {
            check(answers.nowOrNone(what), what, "text");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void genericFunctionGivesBackTheOutcomeThatItWasGiven(boolean suspends) {
        Outcome<String> given = new Outcome.Failure<>(new IOException("given"));
        Async.run(() -> {
            assertThat(answers.same(given, suspends)).isSameAs(given);
            assertThat(answers.tasks().same(given, suspends).await()).isSameAs(given);
        });
    }

    /** The facade's type says nothing of a result, so it is open as every untyped call leaves it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resultBehindATypeParameterIsOpened(boolean suspends) {
        Async.run(() -> {
            JavaBox<?> success = JavaBox.of(BoxOfResult.success());
            assertThat((Object) success.content(suspends)).isEqualTo("inside");
            assertThat((Object) success.tasks().content(suspends).await()).isEqualTo("inside");
            JavaBox<?> failure = JavaBox.of(BoxOfResult.failure());
            assertThatThrownBy(() -> failure.content(suspends))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("inside");
            assertThatThrownBy(() -> failure.tasks().content(suspends).await())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("inside");
        });
    }

    @Test
    void taskOfAnOutcomeDoesNotFail() {
        Async.run(() -> {
            var failed = answers.tasks().ofText(What.FAILURE, true);
            assertThat(failed.await()).isInstanceOf(Outcome.Failure.class);
            assertThat(failed.outcome()).isInstanceOf(Outcome.Success.class);
            var cancelled = answers.tasks().ofText(What.CANCELLED, true);
            assertThat(cancelled.await()).isInstanceOf(Outcome.Cancelled.class);
            assertThat(cancelled.isCancelled()).isFalse();
        });
    }

    private static void check(Outcome<?> outcome, What what, Object value) {
        switch (what) {
            case VALUE -> assertThat(outcome).isEqualTo(new Outcome.Success<>(value));
            case NULL -> assertThat(outcome).isEqualTo(new Outcome.Success<>(null));
            case CANCELLED -> assertThat(outcome).isInstanceOf(Outcome.Cancelled.class);
            default -> assertThat(outcome).isInstanceOf(Outcome.Failure.class);
        }
    }
}
