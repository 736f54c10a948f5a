package suspension.guide;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.Async.uncancellable;
import static suspension.Async.waitFor;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.EventLoop;
import suspension.Task;
import suspension.TaskGroup;
import suspension.Timeout;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;
import suspension.testing.VirtualTime;

/** The examples of the page on cancellation and timeouts. */
class CancellationTest {

    private final List<String> log = new ArrayList<>();

    private static String fetchPrice(String tea) {
        sleep(ofSeconds(3));
        return tea + " costs 3";
    }

    @AsyncTest
    void theValueOfATaskThatWasAskedCounts() {
        // tag::value[]
        Task<String> report = createTask(() -> {
            try {
                sleep(ofHours(1));
                return "the whole report";
            } catch (CancellationException e) {
                return "what there was until then"; // not rethrown: this value counts
            }
        });
        // end::value[]
        yieldNow();
        assertThat(report.cancel()).isTrue();
        assertThat(report.await()).isEqualTo("what there was until then");
        assertThat(report.isCancelled()).isFalse();
    }

    @AsyncTest
    void waitForLimitsOneThing(VirtualClock clock) {
        // tag::wait-for[]
        String price = waitFor(() -> fetchPrice("Masala"), ofSeconds(5));
        // end::wait-for[]
        assertThat(price).isEqualTo("Masala costs 3");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(3));
    }

    @AsyncTest
    void aLimitCanBeMoved(VirtualClock clock) {
        // tag::reschedule[]
        timeout(ofSeconds(5), limit -> {
            for (String tea : List.of("Masala", "Green", "Ginger")) {
                log.add(fetchPrice(tea)); // 3 s each
                limit.reschedule(ofSeconds(5)); // it goes on, so it has 5 s more
            }
        });
        // end::reschedule[]
        assertThat(log).hasSize(3);
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(9));
    }

    @AsyncTest
    void uncancellableDefersTheRequest() {
        Task<Void> task = createTask(() -> {
            // tag::uncancellable[]
            uncancellable(() -> {
                log.add("debit");
                sleep(ofSeconds(1)); // a request that comes now has to wait
                log.add("credit");
            });
            sleep(ofSeconds(1)); // and is met here
            // end::uncancellable[]
            log.add("not reached");
        });
        yieldNow();
        task.cancel();
        Async.wait(List.of(task));
        assertThat(task.isCancelled()).isTrue();
        assertThat(log).containsExactly("debit", "credit");
    }

    @AsyncTest
    void aGroupCanBeStopped(VirtualClock clock) {
        // tag::group[]
        TaskGroup.run(group -> {
            for (String mirror : List.of("north", "south", "east")) {
                group.createTask(() -> {
                    log.add(download(mirror));
                    group.cancel(); // the first that is through stops the others
                });
            }
        });
        // end::group[]
        assertThat(log).containsExactly("south");
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(1));
    }

    private static String download(String mirror) {
        sleep(ofSeconds(mirror.equals("south") ? 1 : 20));
        return mirror;
    }

    // What goes wrong

    @Test
    void aBroadCatchEatsTheRequest() {
        String printed = PrintedText.of(() -> VirtualTime.run(() -> {
            Task<Void> poll = createTask("poll", () -> pollWrongly());
            sleep(ofSeconds(2));
            System.out.println("cancel() says " + poll.cancel());
            sleep(ofSeconds(5));
            System.out.println("5 s later: " + poll);
            Async.wait(List.of(poll));
            System.out.println("At the end: " + poll);
        }));
        ShownText.assertShown("cancellation/eaten.txt", printed);
    }

    // tag::eaten[]
    static void pollWrongly() {
        for (int round = 1; round <= 3; round++) {
            try {
                sleep(ofSeconds(4));
            } catch (Exception e) { // a CancellationException, too
                System.out.println("Round " + round + " failed: " + e);
            }
        }
    }
    // end::eaten[]

    @Test
    void theRequestIsRethrown() {
        Task<Void> cancelled = VirtualTime.run(() -> {
            Task<Void> poll = createTask("poll", () -> pollWell());
            sleep(ofSeconds(2));
            poll.cancel();
            Async.wait(List.of(poll));
            return poll;
        });
        assertThat(cancelled.isCancelled()).isTrue();
    }

    static void pollWell() {
        for (int round = 1; round <= 3; round++) {
            // tag::rethrown[]
            try {
                sleep(ofSeconds(4));
            } catch (CancellationException e) {
                throw e;
            } catch (Exception e) {
                System.out.println("Round " + round + " failed: " + e);
            }
            // end::rethrown[]
        }
    }

    @Test
    void theTimeoutSaysWhereTheBodyWaited() {
        Throwable thrown = catchThrowable(() -> VirtualTime.run(() -> priceInTime()));
        assertThat(thrown).isInstanceOf(AsyncTimeoutException.class);
        ShownText.assertShown("cancellation/timeout.txt", ShownText.stackTrace(thrown));
    }

    private static String priceInTime() {
        return timeout(ofSeconds(1), () -> fetchPrice("Masala"));
    }

    @AsyncTest
    void aLimitThatIsUpCannotBeMoved() {
        List<Timeout> kept = new ArrayList<>();
        timeout(ofSeconds(1), limit -> {
            kept.add(limit);
        });
        ShownText.assertShown(
                "cancellation/reschedule.txt",
                catchThrowable(() -> kept.get(0).reschedule(ofSeconds(1))).toString());
    }

    @Test
    void aLoopThatCannotCloseSaysWhy() throws Exception {
        try (LoggedText logged = new LoggedText()) {
            CountDownLatch started = new CountDownLatch(1);
            EventLoop loop = EventLoop.start("orders");
            loop.createTask("backup", () -> backUp(started));
            started.await();
            assertThat(loop.close(ofMillis(100))).isFalse();
            ShownText.assertShown("cancellation/stuck.txt", logged.next("has not closed"));
            loop.tasks().forEach(Task::cancel);
            loop.close();
        }
    }

    private static void backUp(CountDownLatch started) {
        try {
            started.countDown();
            sleep(ofHours(1));
        } finally {
            copyTheRest();
        }
    }

    private static void copyTheRest() {
        sleep(ofHours(1)); // clean-up that takes too long
    }
}
