package suspension.spring.context;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.toThread;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;
import suspension.TaskGroup;
import suspension.interop.Flows;
import suspension.spring.context.Holder.Undo;

/** What a thread has for a request, in the tasks that work for the request. */
@ParameterizedClass
@EnumSource(Holder.class)
class ThreadLocalsTest {

    @Parameter
    private Holder holder;

    private final EventLoop loop =
            EventLoop.builder().capture(TaskContext::capture).build();

    @AfterEach
    void close() {
        loop.close();
    }

    private String seen() {
        return holder.seen();
    }

    private String seenAfterSleep() {
        sleep(ofMillis(1));
        return seen();
    }

    private String seenInGroup() {
        return TaskGroup.run(group -> {
            Task<String> task = group.createTask(this::seenAfterSleep);
            return task.await();
        });
    }

    /** Looks in each place that code of a task can be in. */
    private List<String> seenEverywhere() {
        List<String> seen = new ArrayList<>();
        seen.add(seen());
        seen.add(seenAfterSleep());
        seen.add(await(c -> KotlinCode.afterDelay(this::seen, c)));
        seen.add(seen());
        seen.add(await(c -> KotlinCode.onIo(this::seen, c)));
        seen.add(seen());
        seen.add(await(c -> KotlinCode.inCoroutines(this::seen, c)));
        seen.add(seen());
        seen.addAll(gather(this::seen, this::seenAfterSleep, this::seenInGroup));
        seen.add(Async.<String>createTask(c -> KotlinCode.onIo(this::seen, c)).await());
        seen.add(toThread(this::seen));
        seen.add(Async.withContext(Dispatchers.getIO(), this::seenAfterSleep));
        seen.add(seen());
        Flows.collect(KotlinCode.values(this::seen), value -> {
            seen.add(value);
            seen.add(seenAfterSleep());
        });
        Flows.collect(KotlinCode.valuesOnIo(this::seen), value -> {
            seen.add(value);
            seen.add(seenAfterSleep());
        });
        Flows.collect(
                Flows.<String>generate(emitter -> {
                    emitter.emit(seen());
                    emitter.emit(seenAfterSleep());
                }),
                seen::add);
        seen.add(seen());
        return seen;
    }

    @Test
    void whatTheStarterHasIsInEveryPlaceOfItsTask() {
        Task<List<String>> task;
        try (Undo request = holder.with("a")) {
            task = loop.createTask(this::seenEverywhere);
        }
        assertThat(task.join()).hasSize(26).containsOnly("a");
    }

    @Test
    void whatABodyChangesStaysSoInEveryPlaceUntilItChangesItBack() {
        try (Undo request = holder.with("a")) {
            List<String> seen = loop.run(() -> {
                List<String> all;
                yieldNow();
                try (Undo change = holder.with("b")) {
                    all = seenEverywhere();
                }
                all.add(seen());
                all.add(seenAfterSleep());
                all.add(await(c -> KotlinCode.onIo(this::seen, c)));
                return all;
            });
            assertThat(seen.subList(0, 26)).containsOnly("b");
            assertThat(seen.subList(26, 29)).containsOnly("a");
        }
    }

    @Test
    void aBodyWhoseStarterHasNothingKeepsWhatItPutsThere() {
        assertThat(loop.run(() -> {
                    try (Undo change = holder.with("b")) {
                        return seenAfterSleep()
                                + toThread(this::seen)
                                + createTask(this::seen).await();
                    }
                }))
                .isEqualTo("bbb");
        assertThat(loop.run(this::seenAfterSleep)).isEqualTo("none");
    }

    @Test
    void whatATaskLeavesBehindNobodyElseHas() {
        List<Thread> left = new ArrayList<>();
        List<Thread> looked = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            loop.run(() -> {
                left.add(Thread.currentThread());
                Undo neverTakenBack = holder.with("b");
                yieldNow();
                Undo norThis = holder.with("c");
                assertThat(seen()).isEqualTo("c");
                return neverTakenBack != norThis;
            });
            loop.execute(() -> {
                looked.add(Thread.currentThread());
                seen.add(seen());
            });
            loop.run(() -> {
                looked.add(Thread.currentThread());
                seen.add(seen());
            });
        }
        assertThat(looked).containsAnyElementsOf(left);
        assertThat(seen).hasSize(6).containsOnly("none");
    }

    @Test
    void whatAChildChangesNeitherItsParentNorItsSiblingHas() {
        try (Undo request = holder.with("a")) {
            List<String> seen = loop.run(() -> {
                List<String> all = new ArrayList<>(gather(this::changed, this::seenAfterSleep, this::seenInGroup));
                all.add(seen());
                all.add(await(c -> KotlinCode.changedInCoroutines(() -> holder.with("b"), this::seen, c)));
                all.add(seenAfterSleep());
                return all;
            });
            assertThat(seen).containsExactly("b", "a", "a", "a", "b beside a", "a");
        }
    }

    private String changed() {
        try (Undo change = holder.with("b")) {
            return seenAfterSleep();
        }
    }

    @Test
    void twoRequestsThatTakeTurnsKeepTheirOwn() {
        Task<List<String>> first;
        Task<List<String>> second;
        try (Undo request = holder.with("a")) {
            first = loop.createTask(this::seenEverywhere);
        }
        try (Undo request = holder.with("b")) {
            second = loop.createTask(this::seenEverywhere);
        }
        assertThat(first.join()).containsOnly("a");
        assertThat(second.join()).containsOnly("b");
        assertThat(seen()).isEqualTo("none");
    }

    /** A callback runs on its own, so it has what belongs to nobody. The task has its own from its start. */
    @Test
    void callbacksOfAFutureHaveNothing() {
        try (Undo request = holder.with("a")) {
            assertThat(loop.future(this::seenAfterSleep)
                            .thenApply(value -> value + " " + seen())
                            .join())
                    .isIn("a none", "a a"); // on the loop, or here if the future was done
        }
    }
}
