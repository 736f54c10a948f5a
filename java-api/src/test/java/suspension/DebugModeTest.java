package suspension;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.TestBodies.settle;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DebugModeTest {

    private static EventLoop debugging() {
        return EventLoop.builder().debug(true).slowSlice(ofMillis(20)).build();
    }

    @Test
    void aSliceThatHoldsTheTurnTooLongIsLoggedOnceWhileItIsStuckWithItsStack() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        try (LogRecords log = new LogRecords();
                EventLoop loop = debugging()) {
            Task<Void> task = loop.createTask("kettle", () -> blockTheLoop(release));
            String message = log.awaitMessage(text -> text.contains("kettle"));
            assertThat(task.isDone()).isFalse();
            assertThat(message)
                    .contains("has held the turn")
                    .containsPattern("\\d+ ms")
                    .contains("DebugModeTest.blockTheLoop")
                    .contains("Async.sleep")
                    .contains("Async.toThread");
            release.countDown();
            task.join();
            assertThat(log.messages()).hasSize(1);
        }
    }

    private static void blockTheLoop(CountDownLatch release) {
        TestBodies.awaitLatch(release);
    }

    @Test
    void aSuspendedBodyDoesNotHoldTheTurn() {
        try (LogRecords log = new LogRecords();
                EventLoop loop = EventLoop.builder()
                        .debug(true)
                        .slowSlice(ofMillis(500)) // no hiccup of the machine lasts that long
                        .build()) {
            loop.run(() -> Async.sleep(ofMillis(700)));
            assertThat(log.messages()).isEmpty();
        }
    }

    @Test
    void tasksTellWhereTheyWereMade() {
        try (EventLoop loop = debugging()) {
            String text = loop.run(() -> createTask(() -> "x").toString());
            assertThat(text).contains("created at").contains("DebugModeTest").contains("DebugModeTest.java:");
        }
        String quiet = Async.run(() -> createTask(() -> "x").toString());
        assertThat(quiet).doesNotContain("created at");
    }

    @Test
    void unobservedErrorsTellWhereTheTaskWasMade() {
        try (LogRecords log = new LogRecords()) {
            try (EventLoop loop = debugging()) {
                loop.run(() -> {
                    createTask("kettle", () -> {
                        throw new IllegalStateException("dry");
                    });
                    settle();
                });
            }
            assertThat(log.all()).hasSize(2);
            assertThat(log.messages().get(0)).contains("kettle").contains("created at");
            assertThat(log.all().get(0).getThrown().getStackTrace())
                    .anyMatch(frame -> frame.getClassName().contains("DebugModeTest"));
            assertThat(log.all().get(1).getThrown()).hasMessage("dry");
        }
    }

    @Test
    void aCoroutineThatIsDroppedUnstartedIsReportedWithWhereItWasMade() throws InterruptedException {
        try (LogRecords log = new LogRecords();
                EventLoop loop = debugging()) {
            loop.run(DebugModeTest::forget);
            Thread collector = new Thread(() -> {
                while (log.messages().isEmpty() && !Thread.interrupted()) {
                    System.gc();
                    java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                }
            });
            collector.start();
            assertThat(log.awaitMessage(text -> text.contains("never awaited")))
                    .contains("'forgotten'")
                    .contains("createTask");
            collector.join();
            assertThat(log.all().get(0).getThrown().getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("forget"));
        }
    }

    private static void forget() {
        Coroutine<String> used = Coroutine.of(() -> "x");
        used.await();
        Coroutine<String> dropped = Coroutine.of(() -> "x").named("forgotten");
        assertThat(dropped).isNotNull();
    }
}
