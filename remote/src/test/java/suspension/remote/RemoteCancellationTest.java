package suspension.remote;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.Async.uncancellable;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.EventLoop;
import suspension.Task;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

/** A request to cancel ends with what the engine says of the work, and never without. */
class RemoteCancellationTest {

    private final FakeEngine engine = new FakeEngine();

    private String call(String key) {
        return Remote.call(key, engine::start, engine::cancel, FakeEngine.RULES);
    }

    /** Starts a call, lets it reach the engine, and cancels the caller. */
    private Task<String> cancelled() {
        Task<String> caller = createTask(() -> call("a"));
        sleep(ofMillis(1));
        caller.cancel();
        sleep(ofMillis(1));
        return caller;
    }

    @AsyncTest
    void theCallerWaitsUntilTheEngineHasCancelled() {
        Task<String> caller = cancelled();
        sleep(ofSeconds(30));
        assertThat(caller.isDone()).isFalse();
        engine.endAsCancelled("a");
        Async.wait(List.of(caller));
        assertThat(caller.isCancelled()).isTrue();
        assertThat(engine.log).containsExactly("start a", "cancel a", "cancelled a");
    }

    @AsyncTest
    void aResultThatIsThereAllTheSameCountsAndTheNextWaitMeetsTheRequest() {
        Task<String> caller = createTask(() -> {
            String result = call("a");
            engine.log.add("got " + result);
            sleep(ofSeconds(1));
            return result;
        });
        sleep(ofMillis(1));
        caller.cancel();
        sleep(ofMillis(1));
        engine.finish("a", "tea");
        Async.wait(List.of(caller));
        assertThat(caller.isCancelled()).isTrue();
        assertThat(engine.log).containsExactly("start a", "cancel a", "finished a", "got tea");
    }

    @AsyncTest
    void aFailureThatIsThereAllTheSameIsThrown() {
        Task<String> caller = cancelled();
        engine.fail("a", new FakeEngine.Failed("out of tea"));
        assertThatThrownBy(caller::await).isExactlyInstanceOf(NotDoneException.class);
    }

    @AsyncTest
    void anEngineThatRefusesToCancelGoesOnAndIsAwaited() {
        engine.refuseToCancel();
        Task<String> caller = cancelled();
        sleep(ofSeconds(30));
        engine.finish("a", "tea");
        assertThat(caller.await()).isEqualTo("tea");
    }

    @AsyncTest
    void anEngineThatHangsIsGivenUpAsNotKnown(VirtualClock clock) {
        Task<String> caller = cancelled();
        assertThatThrownBy(caller::await)
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageStartingWith("It is not known whether 'a' was done: the engine was asked to cancel, and the"
                        + " work has not ended within PT1M. Call again with the same key")
                .hasCauseExactlyInstanceOf(CancellationException.class);
        assertThat(clock.elapsed()).isEqualTo(ofMinutes(1).plusMillis(1));
    }

    @AsyncTest
    void anEngineThatRefusesToCancelAndHangsIsGivenUpWithItsRefusal() {
        engine.refuseToCancel();
        assertThatThrownBy(cancelled()::await)
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageContaining(
                        "the engine refused to cancel (suspension.remote.FakeEngine$Refused: too late), and"
                                + " the work has not ended within PT1M")
                .hasCauseExactlyInstanceOf(FakeEngine.Refused.class);
    }

    @AsyncTest
    void withoutPatienceTheEngineIsAskedAndNotAwaited(VirtualClock clock) {
        RemoteRules hasty = FakeEngine.RULES.withPatience(ofSeconds(0));
        Task<String> caller = createTask(() -> Remote.call("a", engine::start, engine::cancel, hasty));
        sleep(ofMillis(1));
        caller.cancel();
        assertThatThrownBy(caller::await).isExactlyInstanceOf(NotKnownException.class);
        assertThat(engine.log).containsExactly("start a", "cancel a");
        assertThat(clock.elapsed()).isEqualTo(ofMillis(1));
    }

    @AsyncTest
    void anEngineThatGoesAwayAfterItHasTakenTheRequestIsAskedWhatBecameOfTheWork() {
        Task<String> caller = cancelled();
        engine.goAway();
        sleep(ofMillis(500));
        engine.comeBack();
        engine.endAsCancelled("a");
        Async.wait(List.of(caller));
        assertThat(caller.isCancelled()).isTrue();
        assertThat(engine.log).startsWith("start a", "cancel a", "start a").endsWith("cancelled a", "start a");
    }

    @AsyncTest
    void anEngineThatIsAwayWhenTheRequestComesIsAskedToCancelAgainAndNotToStart() {
        engine.goAway();
        Task<String> caller = createTask(() -> call("a"));
        sleep(ofMillis(50)); // between two tries
        caller.cancel();
        assertThatThrownBy(caller::await)
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageContaining("the engine could not be reached to cancel (java.io.IOException: connection"
                        + " refused), and the work has not ended within PT1M");
        assertThat(engine.log).hasSize(18).startsWith("start a", "cancel a").containsOnlyOnce("start a");
    }

    @AsyncTest
    void anEngineThatComesBackTakesTheRequest() {
        Task<String> caller = createTask(() -> call("a"));
        sleep(ofMillis(1));
        engine.goAway();
        caller.cancel();
        sleep(ofMillis(50));
        engine.comeBack();
        sleep(ofMillis(100));
        engine.endAsCancelled("a");
        Async.wait(List.of(caller));
        assertThat(caller.isCancelled()).isTrue();
        assertThat(engine.log).containsExactly("start a", "cancel a", "cancel a", "start a", "cancelled a");
    }

    @AsyncTest
    void anEngineThatTakesTheRequestAndThenRefusesTheWorkMayHaveIt() {
        RemoteRules once = FakeEngine.RULES.withRetries(0, ofSeconds(1));
        Task<String> caller = createTask(() -> Remote.call(
                "a",
                engine::start,
                key -> {
                    engine.fail("a", new FakeEngine.Refused("too late"));
                    engine.comeBack();
                    return engine.cancel(key);
                },
                once));
        sleep(ofMillis(1));
        caller.cancel();
        engine.goAway();
        assertThatThrownBy(caller::await)
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageContaining("and may have taken it then");
        assertThat(engine.log).containsExactly("start a", "failed a", "cancel a", "start a");
    }

    @AsyncTest
    void anEngineThatCannotBeAskedToCancelHasNotRefused() {
        CompletableFuture<String> silent = new CompletableFuture<>();
        Task<String> caller = createTask(() -> Remote.call("a", key -> silent, engine::cancel, FakeEngine.RULES));
        sleep(ofMillis(1));
        engine.goAway();
        caller.cancel();
        assertThatThrownBy(caller::await)
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageContaining("the engine could not be reached to cancel (java.io.IOException: connection"
                        + " refused), and the work has not ended within PT1M");
    }

    @AsyncTest
    void anEngineThatSaysNothingToTheRequestHasNotTakenIt() {
        CompletableFuture<String> silent = new CompletableFuture<>();
        Task<String> caller = createTask(() -> Remote.call("a", key -> silent, key -> silent, FakeEngine.RULES));
        sleep(ofMillis(1));
        caller.cancel();
        assertThatThrownBy(caller::await)
                .isExactlyInstanceOf(NotKnownException.class)
                .hasMessageContaining("the engine has not answered the request to cancel, and the work has not ended");
    }

    @AsyncTest
    void anAnswerThatTheRequestBringsCountsWithoutPatience() {
        RemoteRules hasty = FakeEngine.RULES.withPatience(ofSeconds(0));
        CompletableFuture<String> work = new CompletableFuture<>();
        Task<String> caller = createTask(() -> Remote.call(
                "a",
                key -> work,
                key -> {
                    work.completeExceptionally(new FakeEngine.Cancelled("at once"));
                    return work;
                },
                hasty));
        sleep(ofMillis(1));
        caller.cancel();
        Async.wait(List.of(caller));
        assertThat(caller.isCancelled()).isTrue();
    }

    @AsyncTest
    void anEngineIsAskedToCancelForAsLongAsThePatienceLastsAlsoWithoutAPause(VirtualClock clock) {
        RemoteRules eager = FakeEngine.RULES.withRetries(0, ofSeconds(0));
        Task<String> caller = createTask(() -> Remote.call("a", engine::start, engine::cancel, eager));
        sleep(ofMillis(1));
        caller.cancel();
        engine.goAway();
        sleep(ofSeconds(50));
        engine.comeBack();
        engine.endAsCancelled("a");
        Async.wait(List.of(caller));
        assertThat(caller.isCancelled()).isTrue();
        assertThat(clock.elapsed()).isLessThan(ofMinutes(1));
    }

    @AsyncTest
    void anAnswerIsNotHeldUpByAnEngineThatSaysNothingToTheRequest() {
        Task<String> caller =
                createTask(() -> Remote.call("a", engine::start, key -> new CompletableFuture<>(), FakeEngine.RULES));
        sleep(ofMillis(1));
        caller.cancel();
        sleep(ofMillis(1));
        engine.finish("a", "tea");
        assertThat(caller.await()).isEqualTo("tea");
    }

    @AsyncTest
    void aRequestThatComesWithTheResultAsksForNothing() {
        Task<String> caller = createTask(() -> call("a"));
        sleep(ofMillis(1));
        engine.finish("a", "tea");
        caller.cancel();
        assertThat(caller.await()).isEqualTo("tea");
        assertThat(engine.log).containsExactly("start a", "finished a");
    }

    @AsyncTest
    void aTimeoutCancelsTheWork() {
        createTask(() -> {
            sleep(ofSeconds(2));
            engine.endAsCancelled("a");
        });
        assertThatThrownBy(() -> timeout(ofSeconds(1), () -> call("a")))
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(engine.log).containsExactly("start a", "cancel a", "cancelled a");
    }

    @AsyncTest
    void twoCallsUnderOneTimeoutShareIt() {
        engine.finish("b", "too late");
        createTask(() -> {
            sleep(ofSeconds(2));
            engine.finish("a", "tea");
        });
        assertThatThrownBy(() -> timeout(ofSeconds(1), () -> {
                    assertThat(call("a")).isEqualTo("tea"); // the limit is past, and the work was done
                    engine.log.add("next");
                    sleep(ofSeconds(1));
                }))
                .isExactlyInstanceOf(AsyncTimeoutException.class);
        assertThat(engine.log).endsWith("cancel a", "finished a", "next");
    }

    @AsyncTest
    void inAnUncancellableRegionNothingIsPassedOn() {
        Task<String> caller = createTask(() -> uncancellable(() -> call("a")));
        sleep(ofMillis(1));
        caller.cancel();
        sleep(ofSeconds(1));
        engine.finish("a", "tea");
        Async.wait(List.of(caller));
        assertThat(engine.log).containsExactly("start a", "finished a");
    }

    @AsyncTest
    void oneCallerWhoIsCancelledEndsTheWorkForAllWhoShareItsKey() {
        Task<String> other = createTask(() -> call("a"));
        Task<String> caller = cancelled();
        engine.endAsCancelled("a");
        Async.wait(List.of(caller, other));
        assertThat(caller.isCancelled()).isTrue();
        assertThatThrownBy(other::await)
                .isExactlyInstanceOf(NotDoneException.class)
                .hasMessageStartingWith("'a' was not done: somebody else has cancelled it");
    }

    @Test
    void closingALoopAsksTheEngineToCancelAndWaits() throws Exception {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> started = new CompletableFuture<>();
        CompletableFuture<String> asked = new CompletableFuture<>();
        EventLoop loop = EventLoop.start();
        Task<String> caller = loop.createTask(() -> Remote.call(
                "a",
                key -> {
                    started.complete(key);
                    return work;
                },
                key -> {
                    asked.complete(key);
                    return asked;
                }));
        started.join();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(loop::close);
        asked.join();
        assertThat(closing).isNotDone();
        work.complete("tea"); // in spite of the request
        closing.join();
        assertThat(caller.get()).isEqualTo("tea");
    }
}
