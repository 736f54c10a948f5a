package suspension.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.currentTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.Async.toThread;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.untilWaiting;
import static suspension.recording.Recorded.about;
import static suspension.recording.Recorded.id;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.consumer.RecordedEvent;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import suspension.AfterADelay;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.EventLoop;
import suspension.Task;
import suspension.TaskGroup;
import suspension.TaskScope;
import suspension.bridge.task.WaitReason;
import suspension.interop.Flows;
import suspension.sync.AsyncBarrier;
import suspension.sync.AsyncCondition;
import suspension.sync.AsyncEvent;
import suspension.sync.AsyncLock;
import suspension.sync.AsyncQueue;
import suspension.sync.AsyncSemaphore;

/** What a recording tells of waits: {@code suspension.Wait}. */
@SuppressWarnings("try")
class RecordedWaitsTest {

    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofDays(1);

    private static void nap() {
        sleep(SHORT);
    }

    /** Suspends the calling body in the way that the reason names. */
    private static void suspend(WaitReason reason) throws Exception {
        switch (reason) {
            case SLEEP -> nap();
            case TURN -> yieldNow();
            case TASK -> createTask(() -> nap()).await();
            case TASKS -> Async.wait(List.of(createTask(() -> nap())));
            case GATHER -> gather(() -> nap(), () -> nap());
            case GROUP ->
                TaskGroup.run(group -> {
                    group.createTask(() -> nap());
                });
            case SCOPE -> awaitScope();
            case LOCK -> {
                AsyncLock lock = new AsyncLock();
                AsyncLock.Held held = lock.acquire();
                createTask(() -> held.close());
                lock.acquire().close();
            }
            case SEMAPHORE -> {
                AsyncSemaphore semaphore = new AsyncSemaphore(0);
                createTask(() -> semaphore.release());
                semaphore.acquire();
            }
            case CONDITION -> awaitCondition();
            case EVENT -> {
                AsyncEvent event = new AsyncEvent();
                createTask(() -> event.set());
                event.await();
            }
            case BARRIER -> {
                AsyncBarrier barrier = new AsyncBarrier(2);
                createTask(() -> barrier.await());
                barrier.await();
            }
            case QUEUE -> {
                AsyncQueue<String> queue = AsyncQueue.unbounded();
                createTask(() -> queue.put("item"));
                queue.get();
            }
            case SUSPEND_FUNCTION -> Async.<String>await(c -> AfterADelay.call(() -> "later", c));
            case FLOW -> Flows.collect(late(), item -> {});
            case STAGE -> {
                CompletableFuture<String> stage = new CompletableFuture<>();
                createTask(() -> stage.complete("done"));
                await(stage);
            }
            case THREAD_CALL -> awaitThread();
            case OTHER -> throw new AssertionError(reason);
        }
    }

    /** A flow that suspends before it emits. */
    private static Flow<String> late() {
        return FlowKt.onEach(FlowKt.flowOf("item"), (item, c) -> DelayKt.delay(1, c));
    }

    private static void awaitCondition() {
        AsyncCondition condition = new AsyncCondition();
        try (AsyncLock.Held held = condition.lock().acquire()) {
            createTask(() -> {
                try (AsyncLock.Held other = condition.lock().acquire()) {
                    condition.signal();
                }
            });
            condition.await();
        }
    }

    /** Waits for a call that ends once the calling body has suspended, and others can run. */
    private static void awaitThread() throws InterruptedException {
        CountDownLatch suspended = new CountDownLatch(1);
        createTask(() -> suspended.countDown());
        toThread(() -> suspended.await());
    }

    /** Waits in a body, which is not one of the scope's, for one that is, and that ends once others can run here. */
    private static void awaitScope() {
        CompletableFuture<Void> suspended = new CompletableFuture<>();
        try (TaskScope scope = TaskScope.on(Dispatchers.getDefault())) {
            scope.createTask(() -> await(suspended));
            createTask(() -> suspended.complete(null));
            scope.join();
        }
    }

    private static List<RecordedEvent> waitsOf(String task, List<RecordedEvent> events) {
        return about(id(task, events), "Wait", events);
    }

    @ParameterizedTest
    @EnumSource(
            value = WaitReason.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TURN", "OTHER"})
    void aWaitHasItsReason(WaitReason reason) {
        List<RecordedEvent> events =
                Recorded.during(() -> createTask("waits", () -> suspend(reason)).await(), "Task", "Wait");
        assertThat(waitsOf("waits", events))
                .extracting(wait -> wait.getString("why"))
                .contains(reason.toString());
        assertThat(waitsOf("waits", events)).allSatisfy(wait -> {
            assertThat(wait.getString("what")).isNotEmpty();
            assertThat(wait.getString("waker")).isNotEqualTo("unknown");
        });
    }

    @Test
    void aBodyThatGivesUpItsTurnWaitsForNothing() {
        List<RecordedEvent> events = Recorded.during(
                () -> createTask("yields", () -> suspend(WaitReason.TURN)).await(), "Task", "Wait");
        assertThat(waitsOf("yields", events)).isEmpty();
    }

    @Test
    void aSuspensionThatEndsBeforeItBeginsIsNone() {
        List<RecordedEvent> events = Recorded.during(
                () -> createTask("goes on", () -> {
                            await(CompletableFuture.completedFuture(1));
                            new AsyncLock().acquire().close();
                        })
                        .await(),
                "Task",
                "Wait");
        assertThat(waitsOf("goes on", events)).isEmpty();
    }

    @Test
    void aWaitCoversTheGapBetweenTwoSlices() {
        List<RecordedEvent> events =
                Recorded.during(() -> createTask("naps", () -> nap()).await(), "Task", "Slice", "Wait");
        List<RecordedEvent> slices = about(id("naps", events), "Slice", events);
        RecordedEvent wait = waitsOf("naps", events).get(0);
        assertThat(slices).hasSize(2);
        assertThat(wait.getStartTime())
                .isBetween(slices.get(0).getStartTime(), slices.get(0).getEndTime());
        assertThat(wait.getEndTime())
                .isBetween(slices.get(1).getStartTime(), slices.get(1).getEndTime());
        assertThat(wait.getDuration()).isGreaterThan(SHORT.minus(Recorded.CLOCKS));
    }

    @Test
    void aTaskThatEndsWakesThoseThatAwaitIt() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    Task<Void> target = createTask("target", () -> nap());
                    createTask("waits", () -> target.await()).await();
                },
                "Task",
                "Wait");
        RecordedEvent wait = waitsOf("waits", events).get(0);
        assertThat(wait.getString("what")).isEqualTo("target");
        assertThat(wait.getLong("awaited")).isEqualTo(id("target", events));
        assertThat(wait.getLong("wokenBy")).isEqualTo(id("target", events));
        assertThat(wait.getString("waker")).isEqualTo("task");
    }

    @Test
    void aTaskWhoseCodeReleasesALockWakesTheNext() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    AsyncLock lock = new AsyncLock();
                    createTask("holder", () -> {
                        try (AsyncLock.Held held = lock.acquire()) {
                            nap();
                        }
                    });
                    yieldNow();
                    createTask("next", () -> lock.acquire().close()).await();
                },
                "Task",
                "Wait");
        RecordedEvent wait = waitsOf("next", events).get(0);
        assertThat(wait.getLong("wokenBy")).isEqualTo(id("holder", events));
        assertThat(wait.getString("waker")).isEqualTo("task");
        assertThat(wait.getLong("awaited")).isZero();
    }

    @Test
    void aTimerAndATimeoutEndWaitsByTheClock() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    createTask("naps", () -> nap()).await();
                    createTask("limited", () -> {
                                try {
                                    timeout(SHORT, () -> new AsyncEvent().await());
                                } catch (AsyncTimeoutException e) {
                                    // expected
                                }
                            })
                            .await();
                },
                "Task",
                "Wait");
        assertThat(waitsOf("naps", events).get(0).getString("waker")).isEqualTo("timer");
        assertThat(waitsOf("limited", events).get(0).getString("waker")).isEqualTo("timer");
        assertThat(waitsOf("limited", events).get(0).getLong("wokenBy")).isZero();
    }

    @Test
    void whoCancelsATaskEndsItsWait() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    Task<Void> victim = createTask("victim", () -> sleep(LONG));
                    untilWaiting(victim);
                    createTask("canceller", () -> victim.cancel()).await();
                    Async.wait(List.of(victim));
                },
                "Task",
                "Wait");
        RecordedEvent wait = waitsOf("victim", events).get(0);
        assertThat(wait.getLong("wokenBy")).isEqualTo(id("canceller", events));
        assertThat(wait.getString("why")).isEqualTo("sleep");
        assertThat(wait.getString("waker")).isEqualTo("task");
    }

    @Test
    void whoCancelsATaskThatRunsEndsTheWaitThatComesNext() {
        List<RecordedEvent> events = Recorded.during(
                () -> Async.wait(List.of(createTask("victim", () -> {
                    Task<?> self = currentTask();
                    Thread canceller = new Thread(self::cancel, "canceller");
                    canceller.start();
                    canceller.join();
                    sleep(LONG);
                }))),
                "Task",
                "Wait");
        assertThat(waitsOf("victim", events).get(0).getString("waker")).isEqualTo("canceller");
    }

    @Test
    void aTaskThatCancelsItselfEndsItsWaitAsATask() {
        List<RecordedEvent> events = Recorded.during(
                () -> Async.wait(List.of(createTask("victim", () -> {
                    currentTask().cancel();
                    sleep(LONG);
                }))),
                "Task",
                "Wait");
        RecordedEvent wait = waitsOf("victim", events).get(0);
        assertThat(wait.getString("waker")).isEqualTo("task");
        assertThat(wait.getLong("wokenBy")).isZero();
    }

    @Test
    void callbacksThreadsAndTheFunctionItselfAreWakersToo() {
        List<RecordedEvent> events = Recorded.during(
                () -> {
                    EventLoop loop = EventLoop.current();
                    AsyncEvent event = new AsyncEvent();
                    Task<Void> byCallback = createTask("by a callback", () -> event.await());
                    loop.execute(event::set);
                    byCallback.await();
                    createTask("by a thread", () -> awaitThread()).await();
                    createTask("by itself", () -> suspend(WaitReason.SUSPEND_FUNCTION))
                            .await();
                },
                "Task",
                "Wait");
        assertThat(waitsOf("by a callback", events).get(0).getString("waker")).isEqualTo("callback");
        assertThat(waitsOf("by a thread", events).get(0).getString("waker")).startsWith("recorded-blocking-");
        RecordedEvent byItself = waitsOf("by itself", events).get(0);
        assertThat(byItself.getString("waker")).isEqualTo("suspend function");
        assertThat(byItself.getLong("wokenBy")).isZero();
    }

    @Test
    void aWaitThatIsOlderThanTheRecordingIsLeftOut() throws Exception {
        try (EventLoop loop = EventLoop.start("recorded")) {
            AsyncEvent event = new AsyncEvent();
            Task<Void> old = loop.createTask("old", () -> {
                event.await();
                nap();
            });
            loop.run(() -> untilWaiting(old));
            try (Recorded recorded = Recorded.from("Task", "Wait")) {
                event.set();
                old.get();
                List<RecordedEvent> events = recorded.stop();
                assertThat(waitsOf("old", events))
                        .extracting(wait -> wait.getString("why"))
                        .containsExactly("sleep");
            }
        }
    }
}
