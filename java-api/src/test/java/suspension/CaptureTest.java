package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.ThreadContextElementKt;
import kotlinx.coroutines.YieldKt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CaptureTest {

    private static final ThreadLocal<String> USER = new ThreadLocal<>();
    private static final ThreadLocal<String> TRACE = new ThreadLocal<>();

    private final Events events = new Events();

    @AfterEach
    void clear() {
        USER.remove();
        TRACE.remove();
    }

    private static CoroutineContext of(ThreadLocal<String> local) {
        return ThreadContextElementKt.asContextElement(local, local.get());
    }

    private EventLoop loop() {
        return EventLoop.builder()
                .capture(() -> {
                    events.add("asked for " + USER.get());
                    return of(USER);
                })
                .build();
    }

    private static String seen() {
        return USER.get();
    }

    @SuppressWarnings("unchecked")
    private static Object yieldInKotlin(Continuation<?> continuation) {
        return YieldKt.yield((Continuation<? super Unit>) continuation);
    }

    private static String inGroup() {
        return TaskGroup.run(group -> {
            Task<String> task = group.createTask(() -> seen());
            return task.await();
        });
    }

    @Test
    void aTaskHasWhatItsStarterHad() {
        try (EventLoop loop = loop()) {
            for (String user : List.of("ada", "bob")) {
                USER.set(user);
                List<String> seen = loop.run(() -> {
                    Async.yieldNow();
                    return Async.gather(
                            () -> seen(),
                            () -> {
                                Async.yieldNow();
                                return seen();
                            },
                            () -> Async.toThread(() -> seen()),
                            () -> {
                                Async.await(CaptureTest::yieldInKotlin);
                                return seen();
                            },
                            () -> Async.withContext(Dispatchers.getIO(), () -> seen()),
                            () -> Async.<String>createTask(c -> seen()).await(),
                            () -> inGroup());
                });
                assertThat(seen).hasSize(7).containsOnly(user);
            }
        }
        assertThat(events.all()).containsExactly("asked for ada", "asked for bob");
    }

    @Test
    void tasksOfTwoStartersThatTakeTurnsKeepTheirOwn() {
        try (EventLoop loop = loop()) {
            USER.set("ada");
            Task<List<String>> ada = loop.createTask(CaptureTest::seenInManySlices);
            USER.set("bob");
            Task<List<String>> bob = loop.createTask(CaptureTest::seenInManySlices);
            USER.remove();
            assertThat(ada.join()).hasSize(20).containsOnly("ada");
            assertThat(bob.join()).hasSize(20).containsOnly("bob");
            assertThat(loop.run(() -> String.valueOf(USER.get()))).isEqualTo("null");
        }
    }

    private static List<String> seenInManySlices() {
        List<String> seen = new java.util.ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Async.yieldNow();
            seen.add(seen());
            Async.<Unit>await(c -> DelayKt.delay(1, CaptureTest.<Unit>any(c)));
            seen.add(seen());
        }
        return seen;
    }

    @SuppressWarnings("unchecked")
    private static <T> Continuation<T> any(Continuation<?> continuation) {
        return (Continuation<T>) continuation;
    }

    @Test
    void aSuspendFunctionAsATaskHasItToo() {
        USER.set("ada");
        try (EventLoop loop = loop()) {
            assertThat(loop.<String>run(c -> seen())).isEqualTo("ada");
            assertThat(loop.<String>future(c -> seen()).join()).isEqualTo("ada");
        }
    }

    @Test
    void aCallbackAndABodyOfAnotherLoopAreAskedToo() {
        USER.set("ada");
        try (EventLoop loop = loop();
                EventLoop other = loop()) {
            assertThat(other.run(() -> Async.await(loop.future(() -> seen())))).isEqualTo("ada");
            Gate done = new Gate();
            loop.execute(() -> {
                Async.createTask(() -> events.add("saw " + USER.get()));
                done.open();
            });
            loop.run(done::await);
        }
        assertThat(events.all())
                .contains("asked for ada", "asked for null", "saw null")
                .doesNotContain("saw ada");
    }

    @Test
    void theLaterCountsOfTwoWithOneKey() {
        USER.set("ada");
        TRACE.set("1");
        try (EventLoop loop = EventLoop.builder()
                .capture(() -> of(USER).plus(of(TRACE)))
                .capture(() -> ThreadContextElementKt.asContextElement(USER, "later"))
                .capture(() -> EmptyCoroutineContext.INSTANCE)
                .build()) {
            assertThat(loop.run(() -> USER.get() + TRACE.get())).isEqualTo("later1");
        }
    }

    @Test
    void whatItThrowsTheStarterGetsAndNothingIsStarted() {
        IllegalStateException failure = new IllegalStateException("no request");
        try (EventLoop loop = EventLoop.builder()
                .capture(() -> {
                    throw failure;
                })
                .build()) {
            assertThatThrownBy(() -> loop.createTask(() -> events.add("ran"))).isSameAs(failure);
            assertThat(loop.tasks()).isEmpty();
        }
        assertThat(events.all()).isEmpty();
    }

    @Test
    void itGivesNoJobAndNoDispatcher() {
        for (CoroutineContext wrong : List.of(Dispatchers.getIO(), (CoroutineContext) JobKt.Job(null))) {
            try (EventLoop loop = EventLoop.builder().capture(() -> wrong).build()) {
                assertThatThrownBy(() -> loop.createTask(() -> events.add("ran")))
                        .isExactlyInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("of its own");
            }
        }
        assertThat(events.all()).isEmpty();
    }
}
