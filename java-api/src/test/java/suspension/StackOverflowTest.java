package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static suspension.TestBodies.settle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
        // Where the room ends just between an acquire and its release, the release overflows and the lock stays held.
        assumeTrue(wait != Wait.LOCK, "a release that overflows is the caller's");

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
