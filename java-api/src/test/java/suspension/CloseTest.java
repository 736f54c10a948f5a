package suspension;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.TestBodies.awaitLatch;
import static suspension.TestBodies.foreverWithCleanUp;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import kotlin.Unit;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.JobKt;
import org.junit.jupiter.api.Test;

class CloseTest {

    private final Events events = new Events();

    @Test
    void cancelsTasksAndWaitsForTheirCleanUp() {
        EventLoop loop = EventLoop.start();
        CountDownLatch started = new CountDownLatch(1);
        Task<Void> task = loop.createTask(() -> {
            started.countDown();
            foreverWithCleanUp(events, "task");
        });
        awaitLatch(started);
        loop.close();
        assertThat(events.all()).containsExactly("task cleaned up");
        assertThat(task.isCancelled()).isTrue();
    }

    @Test
    void theRequestsSayThatTheLoopWasClosed() {
        EventLoop loop = EventLoop.start("orders");
        Gate started = new Gate();
        loop.createTask(() -> {
            started.open();
            tellMessage("task");
        });
        Job coroutine = JobKt.Job(loop.scope().getCoroutineContext().get(Job.Key));
        coroutine.invokeOnCompletion(cause -> {
            events.add("coroutine: " + cause.getMessage());
            return Unit.INSTANCE;
        });
        loop.run(started::await);
        loop.close();
        assertThat(events.all())
                .containsExactlyInAnyOrder("task: Loop 'orders' was closed", "coroutine: Loop 'orders' was closed");
    }

    @Test
    void theRequestsOfARunSayThatItsMainBodyHasEnded() {
        Async.run(() -> {
            Gate started = new Gate();
            Async.createTask(() -> {
                started.open();
                tellMessage("task");
            });
            started.await();
        });
        assertThat(events.all())
                .singleElement()
                .asString()
                .matches("task: Loop 'loop-\\d+' was closed, because the main body of run\\(\\) has ended");
    }

    private void tellMessage(String name) {
        try {
            TestBodies.forever();
        } catch (CancellationException e) {
            events.add(name + ": " + e.getMessage());
            throw e;
        }
    }

    @Test
    void twiceIsFine() {
        EventLoop loop = EventLoop.start();
        loop.close();
        loop.close();
        assertThat(loop.close(ofSeconds(1))).isTrue();
    }

    @Test
    void onItsOwnThreadIsRefused() {
        try (EventLoop loop = EventLoop.start("mine")) {
            loop.run(() -> {
                for (Throwable refusal :
                        new Throwable[] {catchThrowable(loop::close), catchThrowable(() -> loop.close(ofSeconds(1)))}) {
                    assertThat(refusal)
                            .isExactlyInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("mine")
                            .hasMessageContaining("thread that belongs to no loop");
                }
            });
            assertThat(loop.createTask(() -> "alive").join()).isEqualTo("alive");
        }
    }

    @Test
    void interruptedItWaitsOnAndKeepsTheFlag() {
        EventLoop loop = EventLoop.start();
        Thread.currentThread().interrupt();
        loop.close();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void stuckItSaysWhoIsAndWhereAndFinishesByItself() {
        EventLoop loop = EventLoop.start();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        Task<String> task = loop.createTask("kettle", () -> blockTheLoop(stuck, release));
        awaitLatch(stuck);
        try (LogRecords log = new LogRecords()) {
            assertThat(loop.close(ofMillis(20))).isFalse();
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains(loop.name())
                    .contains("kettle")
                    .contains("blockTheLoop");
        }
        release.countDown();
        assertThat(loop.close(ofSeconds(20))).isTrue();
        assertThat(task.isDone()).isTrue();
    }

    @Test
    void stuckInACallbackOrAThreadCallItSaysWhere() {
        for (boolean onTheLoop : new boolean[] {true, false}) {
            EventLoop loop = EventLoop.start();
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch stuck = new CountDownLatch(1);
            if (onTheLoop) {
                loop.execute(() -> blockTheLoop(stuck, release));
            } else {
                loop.createTask(() -> Async.toThread(() -> blockTheLoop(stuck, release)));
            }
            awaitLatch(stuck);
            try (LogRecords log = new LogRecords()) {
                assertThat(loop.close(ofMillis(20))).isFalse();
                assertThat(log.messages())
                        .singleElement()
                        .asString()
                        .contains("thread '" + loop.name())
                        .contains("blockTheLoop");
            }
            release.countDown();
            assertThat(loop.close(ofSeconds(20))).isTrue();
        }
    }

    private static String blockTheLoop(CountDownLatch stuck, CountDownLatch release) {
        stuck.countDown();
        awaitLatch(release);
        return "released";
    }

    @Test
    void aBodyThatRefusesToEndIsNamedWithWhatItWaitsFor() {
        EventLoop loop = EventLoop.start();
        CompletableFuture<String> release = new CompletableFuture<>();
        loop.createTask("stubborn", () -> {
            try {
                TestBodies.forever();
            } catch (CancellationException e) {
                return Async.uncancellable(() -> Async.<String>await(release));
            }
            return "never";
        });
        loop.run(TestBodies::settle);
        try (LogRecords log = new LogRecords()) {
            assertThat(loop.close(ofMillis(20))).isFalse();
            assertThat(log.messages()).singleElement().asString().contains("stubborn");
            assertThatThrownBy(() -> loop.createTask(() -> events.add("late")))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("clos");
        }
        release.complete("let go");
        assertThat(loop.close(ofSeconds(20))).isTrue();
        assertThat(events.all()).isEmpty();
    }

    @Test
    void callbacksThatWaitForATimerAreDropped() {
        EventLoop loop = EventLoop.start();
        loop.callLater(ofSeconds(1), () -> events.add("ran"));
        loop.close();
        assertThat(events.all()).isEmpty();
    }

    @Test
    void reportsErrorsThatNobodyHasLookedAt() {
        EventLoop loop = EventLoop.builder()
                .exceptionHandler(error ->
                        events.add(error.taskName() + ": " + error.exception().getMessage()))
                .build();
        loop.createTask("kettle", () -> {
            throw new IllegalStateException("dry");
        });
        loop.close();
        assertThat(events.all()).containsExactly("kettle: dry");
    }

    @Test
    @SuppressWarnings("try") // closed explicitly to be refused
    void refusedInACallOfToThreadForWhichItWouldWait() {
        try (EventLoop loop = EventLoop.start("own")) {
            assertThatThrownBy(() -> loop.run(() -> Async.toThread(() -> loop.close())))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("'own'")
                    .hasMessageContaining("not in toThread");
        }
    }
}
