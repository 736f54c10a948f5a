package suspension.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.TestBodies.untilWaiting;
import static suspension.TestBodies.untilWaitingFor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import suspension.Action;
import suspension.Async;
import suspension.EventLoop;
import suspension.Gate;
import suspension.Task;
import suspension.TaskGroup;
import suspension.sync.AsyncBarrier;
import suspension.sync.AsyncCondition;
import suspension.sync.AsyncEvent;
import suspension.sync.AsyncLock;
import suspension.sync.AsyncQueue;
import suspension.sync.AsyncSemaphore;

/** What a wait tells of itself to those who look on. */
@SuppressWarnings("try") // a lock is held, and not used otherwise
class WaitTest {

    private final EventLoop loop = EventLoop.start("shop");

    /** What a call waits for on a thread, so that a test that fails leaves none behind. */
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        loop.close();
    }

    private TaskNode nodeOf(Task<?> task) {
        TaskNode node = TaskGraph.of(loop).node(task);
        assertThat(node).isNotNull();
        return node;
    }

    private Wait waitOf(Task<?> task) {
        loop.run(() -> untilWaiting(task));
        Wait wait = nodeOf(task).waitsFor();
        assertThat(wait).isNotNull();
        return wait;
    }

    /** Returns the wait of a body that waits for ever. */
    private Wait waitIn(Action<?> body) {
        Task<Void> task = loop.createTask("waiting", body);
        Wait wait = waitOf(task);
        task.cancel();
        return wait;
    }

    private static void forever() {
        Async.sleep(Duration.ofDays(1));
    }

    @Test
    void ofAQueueTellsHowFullItIs() {
        AsyncQueue<String> jobs = AsyncQueue.bounded(1);
        Wait get = waitIn(() -> jobs.get());
        assertThat(get.reason()).isEqualTo(WaitReason.QUEUE);
        assertThat(get.detail()).isEqualTo("AsyncQueue[0 of 1]");
        jobs.offer("first");
        Wait put = waitIn(() -> jobs.put("second"));
        assertThat(put.what()).isEqualTo("AsyncQueue.put()");
        assertThat(put.detail()).isEqualTo("AsyncQueue[1 of 1]");
    }

    @Test
    void hasAReason() {
        AsyncLock lock = new AsyncLock();
        assertThat(waitIn(() -> forever()).reason()).isEqualTo(WaitReason.SLEEP);
        assertThat(waitIn(() -> Async.await(new CompletableFuture<>())).reason())
                .isEqualTo(WaitReason.STAGE);
        assertThat(waitIn(() -> new AsyncEvent().await()).reason()).isEqualTo(WaitReason.EVENT);
        assertThat(waitIn(() -> new AsyncBarrier(2).await()).reason()).isEqualTo(WaitReason.BARRIER);
        assertThat(waitIn(() -> new AsyncSemaphore(0).acquire()).reason()).isEqualTo(WaitReason.SEMAPHORE);
        assertThat(waitIn(() -> createTask(() -> forever()).await()).reason()).isEqualTo(WaitReason.TASK);
        assertThat(waitIn(() -> Async.gather(createTask(() -> forever()))).reason())
                .isEqualTo(WaitReason.GATHER);
        assertThat(waitIn(() -> {
                            try (AsyncLock.Held ignored = lock.acquire()) {
                                new AsyncCondition(lock).await();
                            }
                        })
                        .reason())
                .isEqualTo(WaitReason.CONDITION);
    }

    @Test
    void everyReasonOfTheBridgeHasItsMirror() {
        for (suspension.bridge.task.WaitReason reason : suspension.bridge.task.WaitReason.values()) {
            assertThat(WaitReason.of(reason)).hasToString(reason.toString());
        }
        assertThat(WaitReason.values()).hasSameSizeAs(suspension.bridge.task.WaitReason.values());
    }

    @Test
    void ofASemaphoreWithOnePermitNamesWhoTookIt() {
        AsyncSemaphore permits = new AsyncSemaphore(1);
        Task<Void> holder = loop.createTask("holder", () -> {
            try (AsyncSemaphore.Permit ignored = permits.acquire()) {
                forever();
            }
        });
        waitOf(holder);
        Wait wait = waitIn(() -> permits.acquire());
        assertThat(wait.detail()).isEqualTo("AsyncSemaphore[0 free, taken last by holder]");
        assertThat(wait.holder()).isNull();
        holder.cancel();
    }

    @Test
    void ofACallOnAThreadTellsWhereTheThreadIs() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        Task<Void> task = loop.createTask("report", () -> Async.toThread(() -> query(running, release)));
        running.await();
        Wait wait = waitOf(task);
        assertThat(wait.reason()).isEqualTo(WaitReason.THREAD_CALL);
        assertThat(wait.call()).isNotNull();
        assertThat(wait.call().thread()).startsWith("shop-blocking-1"); // kotlinx adds names where assertions are on
        assertThat(wait.call().stack())
                .extracting(StackTraceElement::getMethodName)
                .contains("query");
        assertThat(wait.call().stack())
                .extracting(StackTraceElement::getClassName)
                .doesNotContain("suspension.bridge.loop.BlockingCalls");
        assertThat(TaskGraph.of(loop).loops().get(0).calls()).isEmpty();
        assertThat(TaskGraph.of(loop).toString())
                .contains("└── call on thread 'shop-blocking-1")
                .contains("at suspension.insight.WaitTest.query(WaitTest.java:");
        task.cancel();
        loop.run(() -> {
            while (!task.isDone()) {
                Async.yieldNow();
            }
        });
        assertThat(TaskGraph.of(loop).loops().get(0).calls())
                .singleElement()
                .satisfies(call -> assertThat(call.thread()).startsWith("shop-blocking-1"));
    }

    private static void query(CountDownLatch running, CountDownLatch release) throws InterruptedException {
        running.countDown();
        release.await();
    }

    @Test
    void tellsForHowLong() {
        long before = System.nanoTime();
        Gate gate = new Gate();
        Task<Void> waiting = loop.createTask("waiting", () -> gate.await());
        Task<Void> second = loop.createTask("second", () -> gate.await());
        loop.run(() -> untilWaiting(waiting, second));
        Duration duration = nodeOf(waiting).waitsFor().duration();
        long deadline = System.nanoTime() + 15_000_000_000L;
        while (duration.toMillis() < 20 && System.nanoTime() - deadline < 0) {
            duration = nodeOf(waiting).waitsFor().duration();
        }
        assertThat(duration).isBetween(Duration.ofMillis(20), Duration.ofNanos(System.nanoTime() - before));
        gate.open();
        waiting.join();
    }

    @Test
    void ofALoneBodyWhoseThreadSleepsTellsForHowLong() {
        Task<Void> waiting = loop.createTask("waiting", () -> forever());
        Duration duration = Duration.ZERO;
        long deadline = System.nanoTime() + 15_000_000_000L;
        while (duration.toMillis() < 5 && System.nanoTime() - deadline < 0) {
            TaskNode node = nodeOf(waiting);
            duration = node.waitsFor() == null ? Duration.ZERO : node.waitsFor().duration();
        }
        assertThat(duration).isGreaterThanOrEqualTo(Duration.ofMillis(5));
    }

    @Test
    void tasksOfAGroupAreBeneathItAlsoWhileTheBodyDoesSomethingElse() {
        Task<Void> parent = loop.createTask(
                "parent",
                () -> TaskGroup.run(outer -> {
                    outer.createTask("a", () -> forever());
                    TaskGroup.run(inner -> {
                        inner.createTask("b", () -> forever());
                        forever();
                    });
                }));
        loop.run(() -> untilWaitingFor("sleep of PT24H", parent));
        TaskGraph graph = TaskGraph.of(loop);
        assertThat(graph.node(parent).groups()).hasSize(2);
        assertThat(graph.node(parent).groups()).allMatch(group -> group.where() != null);
        LoopNode node = graph.loops().get(0);
        assertThat(node.trees()).extracting(tree -> tree.node().name()).containsExactly("parent");
        assertThat(node.trees().get(0).beneath())
                .extracting(tree -> tree.node().name())
                .containsExactly("a", "b");
        List<String> groups = graph.toString()
                .lines()
                .filter(line -> line.contains("(G)"))
                .map(line -> line.strip().replaceAll(":\\d+", ""))
                .toList();
        assertThat(groups).hasSize(2).allMatch(line -> line.contains("TaskGroup WaitTest.lambda$"));
        assertThat(groups).allMatch(line -> line.endsWith("WaitTest.java, 1 task"));
        parent.cancel();
    }
}
