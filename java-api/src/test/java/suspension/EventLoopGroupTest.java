package suspension;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.TestBodies.awaitLatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import suspension.EventLoopGroup.Choice;

class EventLoopGroupTest {

    private final Events events = new Events();

    private static EventLoopGroup group(int size) {
        return EventLoopGroup.builder().name("g").size(size).build();
    }

    private static String loopName() {
        return EventLoop.current().name();
    }

    @Test
    void hasALoopForEachProcessor() {
        try (EventLoopGroup group = EventLoopGroup.start("orders")) {
            int processors = Runtime.getRuntime().availableProcessors();
            assertThat(group.loops()).hasSize(processors);
            assertThat(group.loops().get(0).name()).isEqualTo("orders-1");
        }
        try (EventLoopGroup group = EventLoopGroup.start()) {
            assertThat(group.run(() -> loopName())).startsWith("loop-");
        }
        assertThatThrownBy(() -> EventLoopGroup.builder().size(0))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 or more");
    }

    @Test
    void givesEachLoopInItsTurn() {
        try (EventLoopGroup group = group(3)) {
            List<String> names = new ArrayList<>();
            names.add(group.run(() -> loopName()));
            names.add(group.createTask(() -> loopName()).join());
            names.add(group.future(() -> loopName()).join());
            names.add(group.next().name());
            assertThat(names).containsExactly("g-1", "g-2", "g-3", "g-1");
        }
    }

    @Test
    void takesEveryKindOfBody() {
        try (EventLoopGroup group = group(2)) {
            group.run(() -> events.add("run"));
            String run = group.run(c -> "a");
            CompletableFuture<Integer> future = group.future(c -> 1);
            CompletableFuture<Void> nothing = group.future(() -> events.add("future"));
            Task<String> named = group.createTask("kettle", () -> "tea");
            Task<String> call = group.createTask("call", c -> "called");
            Task<Void> action = group.createTask("action", () -> events.add("action"));
            assertThat(run + future.join() + named.join() + call.join()).isEqualTo("a1teacalled");
            assertThat(named.name()).isEqualTo("kettle");
            nothing.join();
            action.join();
        }
        assertThat(events.all()).containsExactlyInAnyOrder("run", "future", "action");
    }

    @Test
    void aTaskStaysOnItsLoopWithAllThatItStarts() {
        try (EventLoopGroup group = group(2)) {
            for (int i = 0; i < 4; i++) {
                List<String> names = group.run(() -> {
                    String mine = loopName();
                    Async.yieldNow();
                    return Async.gather(
                            () -> mine,
                            () -> loopName(),
                            () -> Async.createTask(() -> loopName()).await(),
                            () -> {
                                Async.toThread(() -> {});
                                return loopName();
                            });
                });
                assertThat(names).containsOnly("g-" + (i % 2 + 1));
            }
        }
    }

    @Test
    void itsLoopsRunInParallel() {
        try (EventLoopGroup group = group(2)) {
            CyclicBarrier meeting = new CyclicBarrier(2);
            Task<Integer> first = group.createTask(() -> meeting.await(20, TimeUnit.SECONDS));
            Task<Integer> second = group.createTask(() -> meeting.await(20, TimeUnit.SECONDS));
            assertThat(first.join() + second.join()).isEqualTo(1);
        }
    }

    @Test
    void theShortestQueueIsThatOfTheFewestTasks() {
        try (EventLoopGroup group = EventLoopGroup.builder()
                .name("g")
                .size(3)
                .choice(Choice.SHORTEST_QUEUE)
                .build()) {
            List<Task<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                tasks.add(group.createTask(() -> TestBodies.forever()));
            }
            assertThat(group.loops())
                    .allSatisfy(loop -> assertThat(loop.tasks()).hasSize(2));
            end(tasks.get(1)); // on the second loop
            assertThat(group.next().name()).isEqualTo("g-2");
            assertThat(group.next().name()).isEqualTo("g-2");
            end(tasks.get(3));
            assertThat(List.of(
                            group.next().name(),
                            group.next().name(),
                            group.next().name()))
                    .containsExactlyInAnyOrder("g-1", "g-2", "g-1");
        }
    }

    private static void end(Task<?> task) {
        task.cancel();
        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void aRefusedTaskIsNotCounted() {
        try (EventLoopGroup group =
                EventLoopGroup.builder().size(2).choice(Choice.SHORTEST_QUEUE).build()) {
            EventLoop closed = group.loops().get(0);
            closed.close();
            assertThatThrownBy(() -> closed.createTask(() -> "late")).isInstanceOf(IllegalStateException.class);
            assertThat(closed.bridge().pendingCount()).isZero();
        }
    }

    @Test
    void itsSettingsAreEachLoops() {
        try (EventLoopGroup group = EventLoopGroup.builder()
                .size(2)
                .each(loop ->
                        loop.exceptionHandler(error -> events.add(error.loop().name())))
                .each(loop -> loop.name("mine"))
                .build()) {
            group.loops()
                    .forEach(loop -> loop.execute(() -> {
                        throw new IllegalStateException("dry");
                    }));
        }
        assertThat(events.all()).containsExactly("mine", "mine");
    }

    @Test
    void aGroupWhoseSettingsFailIsNotMade() {
        List<EventLoop> made = new ArrayList<>();
        assertThatThrownBy(() -> EventLoopGroup.builder()
                        .size(2)
                        .each(loop -> {
                            if (!made.isEmpty()) {
                                throw new IllegalStateException("no second");
                            }
                            made.add(null);
                        })
                        .build())
                .hasMessage("no second");
    }

    @Test
    void closingCancelsTheTasksOfAll() {
        EventLoopGroup group = group(2);
        CountDownLatch started = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            group.createTask(() -> {
                started.countDown();
                try {
                    TestBodies.forever();
                } finally {
                    TestBodies.settle();
                    events.add(loopName());
                }
            });
        }
        awaitLatch(started);
        assertThat(group.close(ofSeconds(20))).isTrue();
        assertThat(events.all()).containsExactlyInAnyOrder("g-1", "g-2");
        assertThatThrownBy(() -> group.future(() -> "late")).isInstanceOf(IllegalStateException.class);
        group.close();
    }

    @Test
    void whatIsStuckIsNamedAndDoesNotKeepTheOthersOpen() {
        EventLoopGroup group = group(2);
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        group.createTask("kettle", () -> {
            stuck.countDown();
            awaitLatch(release);
        });
        awaitLatch(stuck);
        try (LogRecords log = new LogRecords()) {
            assertThat(group.close(ofMillis(20))).isFalse();
            assertThat(log.messages().get(0)).contains("g-1").contains("kettle");
        }
        assertThat(group.loops().get(1).close(ofSeconds(20))).isTrue();
        release.countDown();
        assertThat(group.close(ofSeconds(20))).isTrue();
    }

    @Test
    void closingOnAThreadOfALoopIsRefusedBeforeAnyIsClosed() {
        try (EventLoopGroup group = group(2)) {
            group.next();
            group.run(() -> assertThatThrownBy(group::close)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("g-2"));
            assertThat(group.run(() -> "alive") + group.run(() -> "alive")).isEqualTo("alivealive");
        }
    }
}
