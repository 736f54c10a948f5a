package suspension.remote;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.Task;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

/** What a call gives, and how it asks. */
class RemoteCallTest {

    private final FakeEngine engine = new FakeEngine();

    private String call(String key) {
        return Remote.call(key, engine::start, engine::cancel, FakeEngine.RULES);
    }

    @AsyncTest
    void theBodyGetsWhatTheEngineGives() {
        Task<String> caller = createTask(() -> call("a"));
        sleep(ofMinutes(3));
        engine.finish("a", "tea");
        assertThat(caller.await()).isEqualTo("tea");
        assertThat(engine.log).containsExactly("start a", "finished a");
    }

    @AsyncTest
    void theSameKeyAtOnceIsOneWork() {
        Task<?> end = createTask(() -> {
            sleep(ofMillis(1));
            engine.finish("a", "tea");
        });
        assertThat(gather(() -> call("a"), () -> call("a"))).containsExactly("tea", "tea");
        end.await();
        assertThat(engine.log).containsExactly("start a", "start a", "finished a");
    }

    @AsyncTest
    void theSameKeyLaterGivesTheFirstResult() {
        engine.finish("a", "tea");
        assertThat(call("a")).isEqualTo("tea");
        assertThat(call("a")).isEqualTo("tea");
    }

    @AsyncTest
    void anEngineThatIsNotThereIsAskedAgainWithTheSameKey(VirtualClock clock) {
        engine.goAway();
        assertThatThrownBy(() -> call("a"))
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessage("It is not known whether 'a' was done: the engine cannot be reached (java.io.IOException:"
                        + " connection refused). Call again with the same key, and no other: the engine then gives what"
                        + " became of the work, goes on with it, or starts it.")
                .hasCauseExactlyInstanceOf(IOException.class)
                .satisfies(e -> assertThat(((RemoteException) e).key()).isEqualTo("a"))
                .satisfies(e -> assertThat(((NotKnownException) e).isFinal()).isFalse());
        assertThat(engine.log).hasSize(6).containsOnly("start a");
        assertThat(clock.elapsed()).isEqualTo(ofMillis(100 + 200 + 400 + 800 + 1600));
    }

    @AsyncTest
    void anEngineThatComesBackGivesTheResult() {
        engine.goAway();
        Task<String> caller = createTask(() -> call("a"));
        sleep(ofSeconds(1));
        engine.comeBack();
        engine.finish("a", "tea");
        assertThat(caller.await()).isEqualTo("tea");
    }

    @AsyncTest
    void anEngineThatGoesAwayInTheMiddleIsAskedForTheSameWork() {
        Task<String> caller = createTask(() -> call("a"));
        sleep(ofMillis(1));
        engine.goAway();
        engine.comeBack();
        engine.finish("a", "tea");
        assertThat(caller.await()).isEqualTo("tea");
        assertThat(engine.log).containsExactly("start a", "finished a", "start a");
    }

    @AsyncTest
    void howOftenIsARule(VirtualClock clock) {
        engine.goAway();
        RemoteRules once = FakeEngine.RULES.withRetries(0, ofSeconds(1));
        assertThatThrownBy(() -> Remote.call("a", engine::start, engine::cancel, once))
                .isExactlyInstanceOf(NotKnownException.class);
        assertThat(engine.log).containsExactly("start a");
        assertThat(clock.elapsed()).isZero();
    }

    @AsyncTest
    void whatTheEngineRefusesIsNotDone() {
        engine.fail("a", new FakeEngine.Refused("no such work"));
        assertThatThrownBy(() -> call("a"))
                .isExactlyInstanceOf(NotDoneException.class)
                .hasMessage("'a' was not done: the request was refused (suspension.remote.FakeEngine$Refused: no such"
                        + " work). Nothing was started.")
                .hasCauseExactlyInstanceOf(FakeEngine.Refused.class);
        assertThat(engine.log).contains("start a").doesNotHaveDuplicates(); // it is not asked again
    }

    @AsyncTest
    void whatIsRefusedAfterAQuestionThatMayHaveArrivedIsNotKnown() {
        engine.goAway();
        Task<String> caller = createTask(() -> call("a"));
        sleep(ofMillis(1));
        engine.comeBack();
        engine.fail("a", new FakeEngine.Refused("too many"));
        assertThatThrownBy(caller::await)
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageContaining(
                        "the engine refuses it (suspension.remote.FakeEngine$Refused: too many), but could"
                                + " not be reached before, and may have taken it then");
    }

    @AsyncTest
    void workThatFailsIsNotDone() {
        engine.fail("a", new FakeEngine.Failed("out of tea"));
        assertThatThrownBy(() -> call("a"))
                .isExactlyInstanceOf(NotDoneException.class)
                .hasMessage("'a' was not done: it has failed (suspension.remote.FakeEngine$Failed: out of tea). Steps"
                        + " that it had finished are not undone. The same key gives the same answer, unless the engine"
                        + " lets failed work start again.")
                .hasCauseExactlyInstanceOf(FakeEngine.Failed.class);
    }

    @AsyncTest
    void aResultThatCannotBeReadIsDone() {
        engine.fail("a", new FakeEngine.Unreadable("no class Tea"));
        assertThatThrownBy(() -> call("a"))
                .isExactlyInstanceOf(UnreadableResultException.class)
                .hasMessage("'a' was done, but its result cannot be read here (suspension.remote.FakeEngine$Unreadable:"
                        + " no class Tea). Do not do the work again: call with the same key, and with the type that the"
                        + " work gives.");
    }

    @AsyncTest
    void whatTheEngineItselfDoesNotKnowIsNotKnownForGood() {
        engine.fail("a", new FakeEngine.Uncertain("a step may be done"));
        assertThatThrownBy(() -> call("a"))
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessage("It is not known whether 'a' was done: a step may be done. Look for what its steps"
                        + " have done, by their own keys. Calling again gives the same answer, or does the work again"
                        + " where the engine lets ended work start again.")
                .hasCauseExactlyInstanceOf(FakeEngine.Uncertain.class)
                .satisfies(e -> assertThat(((NotKnownException) e).isFinal()).isTrue());
    }

    @AsyncTest
    void whatNobodyCanReadIsNotKnown() {
        assertThatThrownBy(() -> Remote.call(
                        "a", key -> CompletableFuture.failedFuture(new ArithmeticException("odd")), engine::cancel))
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageStartingWith("It is not known whether 'a' was done: the engine's client told"
                        + " java.lang.ArithmeticException: odd. Call again");
    }

    @AsyncTest
    void aFailureThatTheRulesThrowIsNotKnown() {
        RemoteRules thrown = RemoteRules.DEFAULT.withVerdicts(failure -> {
            throw (RuntimeException) failure;
        });
        RuntimeException odd = new ArithmeticException("odd");
        assertThatThrownBy(() -> Remote.call("a", key -> CompletableFuture.failedFuture(odd), engine::cancel, thrown))
                .isExactlyInstanceOf(NotKnownException.class);
        assertThatThrownBy(() -> Remote.call(
                        "a",
                        key -> {
                            throw odd;
                        },
                        engine::cancel,
                        thrown))
                .isExactlyInstanceOf(NotKnownException.class);
    }

    @AsyncTest
    void whatTheClientThrowsAtOnceIsReadToo() {
        assertThatThrownBy(() -> Remote.call(
                        "a",
                        key -> {
                            throw new FakeEngine.Refused("no such work");
                        },
                        engine::cancel,
                        FakeEngine.RULES))
                .isExactlyInstanceOf(NotDoneException.class);
    }

    @AsyncTest
    void aTimeoutOfTheClientMeansThatTheEngineCannotBeReached() {
        RemoteRules once = RemoteRules.DEFAULT.withRetries(0, ofSeconds(1));
        assertThatThrownBy(() -> Remote.call(
                        "a", key -> CompletableFuture.failedFuture(new TimeoutException()), engine::cancel, once))
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageContaining("the engine cannot be reached");
    }

    @AsyncTest
    void workThatSomebodyElseCancelsIsNotDone() {
        engine.endAsCancelled("a");
        assertThatThrownBy(() -> call("a"))
                .isExactlyInstanceOf(NotDoneException.class)
                .hasMessage(
                        "'a' was not done: somebody else has cancelled it (suspension.remote.FakeEngine$Cancelled: by"
                                + " the engine). Steps that it had finished are not undone. The same key gives the same answer,"
                                + " unless the engine lets cancelled work start again.");
    }

    @AsyncTest
    void aStageThatIsCancelledHereSaysNothingOfTheWork() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        stage.cancel(false); // as a client does that is closed
        assertThatThrownBy(() -> Remote.call("a", key -> stage, engine::cancel))
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageContaining("the engine's client told java.util.concurrent.CancellationException");
    }

    @Test
    void offALoopItIsTheSame() {
        engine.finish("a", "tea");
        String result = Async.run(() -> Async.withContext(Dispatchers.getDefault(), () -> call("a")));
        assertThat(result).isEqualTo("tea");
    }

    // Misuse

    @Test
    void aBlankKeyIsRefused() {
        assertThatThrownBy(() -> Async.run(() -> call(" ")))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Work without a key cannot be asked for again; give the same key each time for the same work");
        assertThat(engine.log).isEmpty();
    }

    @Test
    void outsideABodyItIsRefused() {
        assertThatThrownBy(() -> call("a"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("only a body on an event loop can call it")
                .hasMessageContaining("Remote.call");
        assertThat(engine.log).isEmpty();
    }

    @AsyncTest
    void aClientWithoutAStageIsNamed() {
        assertThatThrownBy(() -> Remote.<String>call("a", key -> null, engine::cancel))
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageContaining("The client's call for 'a' gave no CompletionStage");
    }

    @AsyncTest
    void rulesWithoutAVerdictAreNamed() {
        engine.fail("a", new FakeEngine.Refused("no"));
        RemoteRules mute = RemoteRules.DEFAULT.withVerdicts(failure -> null);
        assertThatThrownBy(() -> Remote.call("a", engine::start, engine::cancel, mute))
                .isExactlyInstanceOf(NotKnownException.class)
                .satisfies(e -> assertThat(e.getCause().getSuppressed()[0])
                        .hasMessage("The rules have no verdict on suspension.remote.FakeEngine$Refused: no"));
    }

    @Test
    void negativeRulesAreRefused() {
        assertThatThrownBy(() -> RemoteRules.DEFAULT.withPatience(ofSeconds(-1)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Neither retries (5) nor pause (PT0.1S) nor patience (PT-1S) can be negative; zero stands for"
                                + " none");
    }
}
