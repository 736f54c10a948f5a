package suspension;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.TestBodies.awaitLatch;
import static suspension.TestBodies.settle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The threads that calls of toThread run on: which they are, how many, and what waits for one. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ToThreadThreadsTest {

    /** How many calls of a loop run at once, unless somebody says otherwise. */
    private static final int LIMIT = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);

    private final EventLoop loop = EventLoop.start("own");
    private final Events events = new Events();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void closeLoop() {
        release.countDown();
        Home.close(loop);
    }

    /** As many calls as run at once, which end when they are released. */
    private List<Task<Void>> fillAllThreads() {
        CountDownLatch running = new CountDownLatch(LIMIT);
        List<Task<Void>> callers = new ArrayList<>();
        for (int i = 0; i < LIMIT; i++) {
            callers.add(loop.createTask(() -> Async.toThread(() -> {
                running.countDown();
                awaitLatch(release);
                events.add("one has ended");
            })));
        }
        awaitLatch(running);
        return callers;
    }

    private static boolean isVirtual(Thread thread) {
        return thread.getThreadGroup() != null
                && "VirtualThreads".equals(thread.getThreadGroup().getName());
    }

    /** The name of the thread without what kotlinx adds to it under -ea. */
    private static String nameOfADaemon() {
        assertThat(Thread.currentThread().isDaemon()).isTrue();
        return Thread.currentThread().getName().replaceFirst(" @.*", "");
    }

    @Test
    void arePlatformThreadsNamedAfterTheLoop() {
        Task<String> task = loop.createTask(() -> Async.toThread(ToThreadThreadsTest::nameOfADaemon));
        assertThat(Home.value(task)).matches("own-blocking-\\d+");
        String kind = Home.value(loop.createTask(
                () -> Async.toThread(() -> isVirtual(Thread.currentThread()) ? "virtual" : "platform")));
        assertThat(kind).isEqualTo("platform");
    }

    @Test
    void areUsedAgain() {
        Set<Long> threads = Home.value(loop.createTask(() -> {
            Set<Long> ids = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                ids.add(Async.toThread(ToThreadThreadsTest::threadId));
            }
            return ids;
        }));

        assertThat(threads).hasSizeLessThanOrEqualTo(LIMIT);
    }

    @SuppressWarnings("deprecation") // threadId() is newer than 17
    private static long threadId() {
        return Thread.currentThread().getId();
    }

    @ParameterizedTest
    @EnumSource
    void leaveNoInterruptAndNoContextToTheNextCall(Place place) {
        FragileElement element = new FragileElement();
        try (Home home = place.open()) {
            Task<Void> body = home.start(() -> {
                for (int i = 0; i < 10; i++) {
                    Async.withContext(
                            element,
                            () -> Async.toThread(() -> {
                                assertThat(element.isInstalled()).isTrue();
                                Thread.currentThread().interrupt();
                            }));
                    Async.toThread(() -> {
                        assertThat(element.isInstalled()).isFalse();
                        assertThat(Thread.currentThread().isInterrupted()).isFalse();
                    });
                }
            });
            Home.value(body);
        }
    }

    @Test
    void callBeyondTheLimitWaitsUntilAThreadIsFree() throws Exception {
        List<Task<Void>> callers = fillAllThreads();
        CountDownLatch begun = new CountDownLatch(1);
        Task<Void> further = loop.createTask(() -> Async.toThread(() -> {
            events.add("further call");
            begun.countDown();
        }));

        assertThat(begun.await(200, MILLISECONDS)).as("it has begun").isFalse();
        release.countDown();
        Home.value(further);
        callers.forEach(Home::value);

        assertThat(events.all()).hasSize(LIMIT + 1).startsWith("one has ended");
    }

    @Test
    void loopGoesOnWhileCallsWaitForAThread() {
        fillAllThreads();
        loop.createTask(() -> Async.toThread(() -> {}));

        assertThat(Home.value(loop.createTask(() -> {
                    settle();
                    return "alive";
                })))
                .isEqualTo("alive");
    }

    @Test
    void cancelledCallerWithdrawsACallThatHasNotBegun() {
        List<Task<Void>> callers = fillAllThreads();
        Task<Void> withdrawn = loop.createTask(() -> Async.toThread(() -> events.add("withdrawn call")));
        Task<Void> behind = loop.createTask(() -> Async.toThread(() -> events.add("call behind it")));
        Home.value(loop.createTask(() -> settle()));

        withdrawn.cancel();
        Home.end(withdrawn);
        release.countDown();
        callers.forEach(Home::value);
        Home.value(behind);

        assertThat(withdrawn.isCancelled()).isTrue();
        assertThat(events.all()).doesNotContain("withdrawn call").contains("call behind it");
    }

    @Test
    void closingWithdrawsCallsThatHaveNotBegun() {
        fillAllThreads();
        Task<Void> waiting = loop.createTask(() -> Async.toThread(() -> events.add("call that waited")));
        Home.value(loop.createTask(() -> settle()));

        assertThat(loop.close(java.time.Duration.ofMillis(20))).isFalse();
        release.countDown();
        Home.close(loop);

        assertThat(waiting.isCancelled()).isTrue();
        assertThat(events.all()).hasSize(LIMIT).containsOnly("one has ended");
    }

    @Test
    void limitIsThatOfOneLoop() {
        fillAllThreads();
        EventLoop other = EventLoop.start("other");

        String name = Home.value(other.createTask(() -> Async.toThread(ToThreadThreadsTest::nameOfADaemon)));

        Home.close(other);
        assertThat(name).matches("other-blocking-\\d+");
    }

    @Test
    void bodiesOffALoopRunOnPlatformThreadsThatAreUsedAgain() {
        Set<Long> threads = new HashSet<>();
        Set<String> kinds = new HashSet<>();
        try (Home home = Place.DISPATCHER.open()) {
            for (int i = 0; i < 50; i++) {
                threads.add(Home.value(home.start(ToThreadThreadsTest::threadId)));
                kinds.add(Home.value(home.start(() -> isVirtual(Thread.currentThread()) ? "virtual" : "platform")));
            }
        }

        assertThat(kinds).containsExactly("platform");
        assertThat(threads).hasSizeLessThan(25);
    }
}
