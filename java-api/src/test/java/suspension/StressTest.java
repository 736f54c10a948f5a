package suspension;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.shield;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kotlinx.coroutines.DelayKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.bridge.loop.LoopThreads;

/** Many of everything at once: nothing lost, nothing run twice, no thread left. */
@Timeout(120)
class StressTest {

    /** How many bodies may be suspended at once: each platform thread costs the system far more than a virtual one. */
    private static final int MANY = LoopThreads.areVirtual() ? 100_000 : 2_000;

    @Test
    void aMillionTasksRunOnceEach() {
        int[] ran = new int[1_000_000];
        Async.run(() -> {
            for (int batch = 0; batch < 100; batch++) {
                List<Task<?>> tasks = new ArrayList<>();
                for (int i = batch * 10_000; i < (batch + 1) * 10_000; i++) {
                    int index = i;
                    tasks.add(createTask(() -> {
                        ran[index]++;
                    }));
                }
                Async.wait(tasks);
            }
        });
        assertThat(ran).containsOnly(1);
    }

    @Test
    void manySuspendedBodiesAllGoOn() {
        List<Integer> values = Async.run(() -> {
            Task<Integer> gate = createTask(() -> {
                yieldNow();
                return 1;
            });
            List<Task<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                int index = i;
                tasks.add(createTask(() -> shield(gate) + index));
            }
            return gather(tasks);
        });
        assertThat(values).hasSize(MANY).startsWith(1).endsWith(MANY);
    }

    @Test
    void manySleepersTakeNotMuchLongerThanOne() {
        long start = System.nanoTime();
        Async.run(() -> {
            List<Task<?>> tasks = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                tasks.add(createTask(() -> sleep(ofSeconds(1))));
            }
            Async.wait(tasks);
        });
        assertThat(System.nanoTime() - start).isBetween(TimeUnit.SECONDS.toNanos(1), TimeUnit.SECONDS.toNanos(20));
    }

    @Test
    void manyThatAwaitOneTaskAreCancelledWithoutIt() {
        long start = System.nanoTime();
        Async.run(() -> {
            Task<Void> gate = createTask(() -> sleep(ofHours(1)));
            List<Task<?>> tasks = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                tasks.add(createTask(() -> shield(gate)));
            }
            yieldNow();
            tasks.forEach(Task::cancel);
            Async.wait(tasks);
            assertThat(tasks).allMatch(Task::isCancelled);
            assertThat(gate.isDone()).isFalse();
        });
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20)); // quadratic would take minutes
    }

    @Test
    void cancellationStormsFromForeignThreadsLoseNothing() throws Exception {
        for (int round = 0; round < 5; round++) {
            cancellationStorm(new Random(round), LoopThreads.areVirtual() ? 2_000 : 300);
        }
    }

    private static void cancellationStorm(Random seeds, int each) throws Exception {
        AtomicInteger started = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        List<Task<?>> tasks = Collections.synchronizedList(new ArrayList<>());
        int cancelled = 0;
        int finished = 0;
        try (EventLoop loop = EventLoop.start()) {
            List<Future<?>> storm = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Random random = new Random(seeds.nextLong());
                storm.add(start(() -> {
                    for (int j = 0; j < each; j++) {
                        tasks.add(loop.createTask(() -> restless(started, ended, random.nextInt(50))));
                        tasks.get(random.nextInt(tasks.size())).cancel();
                        tasks.get(random.nextInt(tasks.size())).uncancel();
                    }
                }));
            }
            for (Future<?> thread : storm) {
                thread.get();
            }
            for (Task<?> task : tasks) {
                try {
                    task.get(60, TimeUnit.SECONDS);
                    finished++;
                } catch (CancellationException e) {
                    cancelled++;
                }
            }
        }
        assertThat(cancelled + finished).isEqualTo(3 * each);
        assertThat(ended).hasValue(started.get());
    }

    /** Suspends in different ways, and once more when it is cancelled. */
    private static void restless(AtomicInteger started, AtomicInteger ended, int micros) {
        started.incrementAndGet();
        try {
            for (int i = 0; i < 4; i++) {
                yieldNow();
                sleep(ofNanos(micros * 1000L));
                Async.await(c -> DelayKt.delay(micros % 2, c));
            }
        } catch (CancellationException e) {
            yieldNow();
            throw e;
        } finally {
            ended.incrementAndGet();
        }
    }

    @Test
    void aRequestThatRacesWithTheEndOfWhatIsAwaitedIsMetAllTheSame() throws Exception {
        try (EventLoop loop = EventLoop.start()) {
            for (int round = 0; round < 2_000; round++) {
                CompletableFuture<String> end = new CompletableFuture<>();
                Task<String> awaited = loop.createTask(() -> Async.await(end));
                Task<Void> awaiter = loop.createTask(() -> {
                    awaited.await();
                    sleep(ofHours(1)); // meets a request that came too late for the await
                });
                CyclicBarrier together = new CyclicBarrier(2);
                Future<?> completer = start(() -> {
                    together.await();
                    end.complete("ended");
                });
                together.await();
                assertThat(awaiter.cancel()).isTrue();
                completer.get();
                assertThatThrownBy(() -> awaiter.get(60, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
            }
        }
    }

    @Test
    void loopsThatCloseWhileOthersSubmitLoseNothing() throws Exception {
        for (int round = 0; round < 100; round++) {
            closeWhileOthersSubmit();
        }
    }

    private static void closeWhileOthersSubmit() throws Exception {
        EventLoop loop = EventLoop.start("closing");
        List<Task<?>> accepted = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger acceptedCallbacks = new AtomicInteger();
        AtomicInteger callbacks = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(3);
        List<Future<?>> submitters = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            submitters.add(start(() -> {
                together.await();
                for (int j = 0; j < 50; j++) {
                    try {
                        accepted.add(loop.createTask(() -> sleep(ofMillis(1))));
                        accepted.add(loop.createTask(c -> DelayKt.delay(1, c)));
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessageMatching("(?s)'closing' is clos(ing|ed) .*");
                    }
                    try {
                        loop.execute(callbacks::incrementAndGet);
                        acceptedCallbacks.incrementAndGet();
                    } catch (RejectedExecutionException e) {
                        assertThat(e).hasMessageContaining("'closing' is closed");
                    }
                }
            }));
        }
        together.await();
        loop.close();
        for (Future<?> submitter : submitters) {
            submitter.get();
        }
        accepted.forEach(task -> task.onDone(self -> done.incrementAndGet()));
        assertThat(accepted).allMatch(Task::isDone);
        assertThat(done).hasValue(accepted.size());
        assertThat(callbacks).hasValue(acceptedCallbacks.get());
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("closing-"));
    }

    private interface Work {
        void run() throws Exception;
    }

    /** Runs it on a thread of its own; the future tells whether it failed. */
    private static Future<?> start(Work work) {
        FutureTask<?> task = new FutureTask<>(() -> {
            work.run();
            return null;
        });
        new Thread(task).start();
        return task;
    }
}
