package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.TestBodies.settle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import suspension.sync.AsyncLock;

/** A body that suspends where its stack is nearly full: it gets the error, and nobody else notices. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class StackOverflowTest {

    /** What suspends. */
    enum Wait {
        YIELD {
            @Override
            void suspend(AsyncLock lock) {
                Async.yieldNow();
            }
        },
        SLEEP {
            @Override
            void suspend(AsyncLock lock) {
                Async.sleep(Duration.ofNanos(1));
            }
        },
        TIMEOUT {
            @Override
            void suspend(AsyncLock lock) {
                Async.timeout(Duration.ofHours(1), () -> Async.yieldNow());
            }
        },
        LOCK {
            @Override
            void suspend(AsyncLock lock) {
                lock.acquire(); // to be released by its rival
            }
        };

        abstract void suspend(AsyncLock lock);
    }

    static Stream<Arguments> waits() {
        return Stream.of(Place.values())
                .flatMap(place -> Stream.of(Wait.values()).map(wait -> Arguments.of(place, wait)));
    }

    private AsyncLock lock = new AsyncLock();

    /** Whether the wait has been entered. Only the body uses it. */
    private boolean entered;

    @ParameterizedTest
    @MethodSource("waits")
    void bodyThatSuspendsTooDeepGetsTheErrorAndGoesOn(Place place, Wait wait) {
        try (Home home = place.open()) {
            survives(home, wait, () -> {
                for (int room = 0; room < 60; room += 3) {
                    int frames = room;
                    entered = false;
                    Throwable thrown = catchThrowable(() -> suspendWithRoom(wait, frames));
                    if (thrown != null) {
                        assertThat(thrown).isInstanceOf(StackOverflowError.class);
                    }
                }
            });
        }
    }

    /** Fills the stack, frees so many frames, and suspends there. Returns how many are still to be freed. */
    @SuppressWarnings("InfiniteRecursion")
    private int suspendWithRoom(Wait wait, int frames) {
        int left;
        try {
            left = suspendWithRoom(wait, frames);
        } catch (StackOverflowError e) {
            if (entered) {
                throw e; // it is the wait's
            }
            left = frames;
        }
        if (left == 0) {
            entered = true;
            wait.suspend(lock);
        }
        return left - 1;
    }

    @ParameterizedTest
    @MethodSource("waits")
    void bodyMayTryAgainWithALittleMoreRoomUntilThereIsEnough(Place place, Wait wait) {
        try (Home home = place.open()) {
            survives(home, wait, () -> suspendAsDeepAsPossible(wait));
        }
    }

    @SuppressWarnings("InfiniteRecursion")
    private boolean suspendAsDeepAsPossible(Wait wait) {
        boolean done = false;
        try {
            done = suspendAsDeepAsPossible(wait);
        } catch (StackOverflowError e) {
            // no room there, but here there is a little more
        }
        if (!done) {
            wait.suspend(lock);
        }
        return true;
    }

    /** How large a frame is depends on who runs the code: the interpreter, the first compiler, or both and the second. */
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=4"})
    void roomIsEnoughWhoeverRunsTheCodeOfAFreshProcess(String option) throws Exception {
        List<String> lines = ChildJvm.run(ChildJvm.classPath(), List.of(option), EveryWait.class.getName());
        assertThat(lines).containsExactly("every wait survived");
    }

    /** Overflows in each place and each wait. */
    static final class EveryWait {

        private EveryWait() {}

        public static void main(String[] args) {
            StackOverflowTest test = new StackOverflowTest();
            waits().map(Arguments::get).forEach(arguments -> {
                test.bodyMayTryAgainWithALittleMoreRoomUntilThereIsEnough((Place) arguments[0], (Wait) arguments[1]);
            });
            System.out.println("every wait survived");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodiesFarDownSuspendOrGetTheErrorWithoutHarmToOthers(Place place) {
        for (int i = 0; i < 10; i++) {
            diveTogether(place);
        }
    }

    private void diveTogether(Place place) {
        int bodies =
                4 * Runtime.getRuntime().availableProcessors(); // more than there are threads to carry virtual ones
        try (Home home = place.open()) {
            CompletableFuture<String> gate = new CompletableFuture<>();
            Task<String> bystander = home.start(() -> Async.<String>await(gate));
            List<Task<Boolean>> divers = Stream.generate(() -> home.start(this::suspendFarDown))
                    .limit(bodies)
                    .toList();
            assertThat(divers).allSatisfy(diver -> assertThat(Home.value(diver)).isTrue());
            gate.complete("nothing noticed");
            assertThat(Home.value(bystander)).isEqualTo("nothing noticed");
        }
    }

    /** Suspends ever further down. A virtual thread cannot always be put aside there, with much room left. */
    private boolean suspendFarDown() {
        int deepest = depth();
        for (int percent = 10; percent < 90; percent += 10) {
            try {
                down(deepest * percent / 100);
            } catch (StackOverflowError e) {
                // no room here, for this or for more
            }
        }
        Async.yieldNow();
        return true;
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int depth() {
        try {
            return depth() + 1;
        } catch (StackOverflowError e) {
            return 0;
        }
    }

    private static int down(int frames) {
        if (frames > 0) {
            return down(frames - 1) + 1;
        }
        for (int i = 0; i < 10; i++) {
            Async.yieldNow();
        }
        Async.sleep(Duration.ofNanos(1));
        return 0;
    }

    /** As many bodies as there are threads to carry virtual ones would stop every other, if each kept such a thread. */
    @ParameterizedTest
    @EnumSource
    void bodiesFarDownThatWaitForLongKeepNobodyFromGoingOn(Place place) {
        int bodies = 8 * Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < 10; i++) {
            try (Home home = place.open()) {
                CompletableFuture<String> gate = new CompletableFuture<>();
                List<Task<String>> divers = Stream.generate(() -> home.start(() -> awaitFarDown(gate)))
                        .limit(bodies)
                        .toList();
                Task<Boolean> last = home.start(() -> {
                    Async.sleep(Duration.ofMillis(1));
                    return gate.complete("opened");
                });
                assertThat(Home.value(last)).isTrue();
                assertThat(divers)
                        .allSatisfy(diver -> assertThat(Home.value(diver)).isEqualTo("opened"));
            }
        }
    }

    /** Awaits the future where half of the stack is used, and further up if it cannot be awaited there. */
    private static String awaitFarDown(CompletableFuture<String> gate) {
        try {
            return awaitDown(depth() / 2, gate);
        } catch (StackOverflowError e) {
            return Async.<String>await(gate);
        }
    }

    private static String awaitDown(int frames, CompletableFuture<String> gate) {
        return frames == 0 ? Async.<String>await(gate) : awaitDown(frames - 1, gate);
    }

    private void survives(Home home, Wait wait, Action<RuntimeException> deep) {
        lock = new AsyncLock();
        CompletableFuture<String> gate = new CompletableFuture<>();
        Task<String> bystander = home.start(() -> Async.<String>await(gate));
        Task<String> diver = home.start(() -> {
            Task<Void> rival = Async.createTask(this::releaseAgainAndAgain);
            for (int i = 0; i < 3; i++) {
                wait.suspend(lock); // with room enough, so that what it needs is loaded
            }
            deep.run();
            for (int i = 0; i < 3; i++) {
                wait.suspend(lock);
            }
            rival.cancel();
            settle();
            gate.complete("nothing noticed");
            return "surfaced";
        });
        assertThat(Home.value(diver)).isEqualTo("surfaced");
        assertThat(Home.value(bystander)).isEqualTo("nothing noticed");
        AsyncLock another = new AsyncLock();
        Task<String> next = home.start(() -> {
            wait.suspend(another);
            return "goes on";
        });
        assertThat(Home.value(next)).isEqualTo("goes on");
    }

    /** Has whoever acquires the lock a second time wait for a turn, and lose it to nobody when the first has failed. */
    private void releaseAgainAndAgain() {
        while (true) {
            Async.yieldNow();
            if (lock.isLocked()) {
                lock.release();
            }
        }
    }
}
