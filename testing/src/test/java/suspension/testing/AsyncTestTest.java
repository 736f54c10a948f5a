package suspension.testing;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import suspension.Async;
import suspension.Coroutine;
import suspension.EventLoop;
import suspension.Task;
import suspension.sync.AsyncEvent;

class AsyncTestTest {

    /** Tests as users write them, most of them wrong; run by the tests below. */
    static class Users {

        @AsyncTest
        void passes(EventLoop loop, VirtualClock clock) {
            assertThat(EventLoop.current()).isSameAs(loop);
            assertThat(VirtualClock.current()).isSameAs(clock);
            sleep(ofHours(1));
            assertThat(clock.elapsed()).isEqualTo(ofHours(1));
        }

        @AsyncTest
        void throwsAnException() throws IOException {
            sleep(ofHours(1));
            throw new IOException("from the test");
        }

        @AsyncTest
        void leavesATask() {
            Task<?> unused = createTask("forgotten", () -> sleep(ofHours(1)));
            Async.yieldNow();
        }

        @AsyncTest
        void cancelsWhatItLeaves() {
            Task<?> task = createTask(() -> sleep(ofHours(1)));
            Async.yieldNow();
            task.cancel();
        }

        @AsyncTest
        void dropsAnError() {
            Task<?> unused = createTask("failing", () -> {
                throw new IllegalArgumentException("dropped");
            });
            Async.yieldNow();
        }

        @AsyncTest
        void failsInACallback(EventLoop loop) {
            loop.execute(() -> {
                throw new IllegalArgumentException("in a callback");
            });
            Async.yieldNow();
        }

        @AsyncTest
        void forgetsACoroutine() {
            Coroutine<?> unused = Coroutine.of(() -> sleep(ofHours(1))).named("lost");
            Coroutine.of(() -> "used").await();
        }

        @AsyncTest
        void getsStuck() {
            new AsyncEvent().await();
        }

        @AsyncTest
        void failsTwice() {
            Task<?> unused = createTask("forgotten", () -> sleep(ofHours(1)));
            throw new IllegalStateException("first");
        }

        @AsyncTest
        @Timeout(value = 200, unit = TimeUnit.MILLISECONDS)
        void takesTooLong() {
            createTask("helper", () -> sleep(ofHours(1)));
            callAThread(); // virtual time stands still meanwhile
        }

        private static void callAThread() {
            CountDownLatch never = new CountDownLatch(1);
            try {
                Async.toThread(() -> awaitLatch(never));
            } finally {
                never.countDown();
            }
        }

        private static void awaitLatch(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static TestExecutionResult run(String method) {
        return run(method, "");
    }

    private static TestExecutionResult run(String method, String parameters) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Users.class, method, parameters))
                .execute()
                .testEvents()
                .finished()
                .stream()
                .findFirst()
                .flatMap(event -> event.getPayload(TestExecutionResult.class))
                .orElseThrow();
    }

    private static Throwable failureOf(TestExecutionResult result) {
        return result.getThrowable().orElseThrow();
    }

    @Test
    void bodyRunsOnAFreshLoopInVirtualTime() {
        assertThat(run("passes", "suspension.EventLoop,suspension.testing.VirtualClock")
                        .getStatus())
                .isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(run("cancelsWhatItLeaves").getStatus()).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
    }

    @Test
    void failsWithWhatTheBodyThrows() {
        assertThat(failureOf(run("throwsAnException")))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("from the test");
    }

    @Test
    void failsOnTasksLeftBehind() {
        assertThat(failureOf(run("leavesATask")))
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessageContaining("left behind: Task[forgotten, pending, waiting for sleep of PT1H]");
    }

    @Test
    void failsOnErrorsThatReachNobody() {
        assertThat(failureOf(run("dropsAnError")))
                .hasMessageContaining("failing failed, and nobody looked at its outcome")
                .hasRootCauseMessage("dropped");
        assertThat(failureOf(run("failsInACallback", "suspension.EventLoop"))).hasRootCauseMessage("in a callback");
    }

    @Test
    void failsOnCoroutinesThatWereNeverAwaited() {
        assertThat(failureOf(run("forgetsACoroutine")))
                .hasMessageContaining("Coroutine 'lost' was never awaited")
                .hasMessageContaining("AsyncTestTest.java");
    }

    @Test
    void failsWhenEverythingIsStuck() {
        assertThat(failureOf(run("getsStuck"))).hasMessageContaining("waiting for AsyncEvent.await()");
    }

    @Test
    void timeLimitOfJUnitsShowsWhatWasGoingOn() {
        Throwable failure = failureOf(run("takesTooLong"));
        assertThat(failure).isInstanceOf(TimeoutException.class);
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0].getSuppressed()[0])
                .hasMessageContaining("as a time limit does. After PT0S in virtual time, this was going on:")
                .hasMessageContaining("(T) test, waiting for a call on another thread")
                .hasMessageContaining("AsyncTestTest$Users.awaitLatch(AsyncTestTest.java:")
                .hasMessageContaining("(T) helper, waiting for sleep of PT1H");
    }

    @Test
    void failureOfTheBodyComesFirst() {
        assertThat(failureOf(run("failsTwice")).getSuppressed())
                .singleElement()
                .asString()
                .contains("left behind");
    }
}
