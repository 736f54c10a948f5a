package suspension.bridge.loop;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.bridge.loop.TestLoop.get;
import static suspension.bridge.loop.TestLoop.waiter;
import static suspension.bridge.loop.TestLoop.yieldTurn;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Waiter;

/** The seven invariants that the class comment of {@link LoopExecutor} states, by their numbers. */
class LoopExecutorInvariantsTest {

    @Nested
    class First {

        @Test
        void atMostOneThreadHoldsTheTurn() throws Exception {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicInteger slices = new AtomicInteger();
            Runnable slice = () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                slices.incrementAndGet();
                inside.decrementAndGet();
            };
            try (TestLoop test = new TestLoop()) {
                List<BodyTask<Void>> bodies = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    bodies.add(test.start(() -> {
                        for (int j = 0; j < 200; j++) {
                            slice.run();
                            yieldTurn();
                            test.loop.execute(slice);
                        }
                        return null;
                    }));
                }
                Thread foreign = new Thread(() -> {
                    for (int i = 0; i < 4000; i++) {
                        test.loop.execute(slice);
                    }
                });
                foreign.start();
                foreign.join();
                for (BodyTask<Void> body : bodies) {
                    get(body);
                }
            }
            assertThat(most).hasValue(1);
            assertThat(slices).hasValue(20 * 200 * 2 + 4000);
        }

        @Test
        void whoHoldsTheTurnIsKnownToThatThreadAlone() throws Exception {
            try (TestLoop test = new TestLoop()) {
                assertThat(test.loop.isCurrent()).isFalse();
                assertThat(test.run(test.loop::isCurrent)).isTrue();
                assertThat(test.run(() -> {
                            yieldTurn();
                            return test.loop.isCurrent();
                        }))
                        .isTrue();
            }
        }
    }

    @Nested
    class Second {

        @Test
        void timersAndTasksOfManyThreadsAllArrive() throws Exception {
            int threads = 4;
            int each = 5000;
            CountDownLatch fired = new CountDownLatch(threads * each * 2);
            try (TestLoop test = new TestLoop()) {
                List<Thread> others = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    Thread thread = new Thread(() -> {
                        for (int j = 0; j < each; j++) {
                            test.loop.after(j % 1000, fired::countDown);
                            test.loop.execute(fired::countDown);
                        }
                    });
                    others.add(thread);
                    thread.start();
                }
                for (Thread thread : others) {
                    thread.join();
                }
                assertThat(fired.await(TestLoop.PATIENCE, NANOSECONDS)).isTrue();
            }
        }

        @Test
        void whatOneThreadAsksForRunsInItsOrderAlsoWhenTheLoopAsksTheRest() throws Exception {
            List<String> log = new ArrayList<>();
            try (TestLoop test = new TestLoop()) {
                SynchronousQueue<String> gate = new SynchronousQueue<>();
                BodyTask<Void> body = test.start(() -> {
                    gate.take(); // the other thread has added its callback by now
                    test.loop.execute(() -> log.add("the holder's"));
                    return null;
                });
                test.loop.execute(() -> log.add("the other's"));
                gate.put("go");
                get(body);
                test.run(() -> log.add("after"));
            }
            assertThat(log).containsExactly("the other's", "the holder's", "after");
        }
    }

    @Nested
    class Third {

        private int plain; // no volatile, no lock: only the turn orders the writes

        @Test
        void whatOneSliceWroteTheNextReads() throws Exception {
            int bodies = 8;
            int rounds = 2000;
            try (TestLoop test = new TestLoop()) {
                List<BodyTask<Void>> tasks = new ArrayList<>();
                for (int i = 0; i < bodies; i++) {
                    tasks.add(test.start(() -> {
                        for (int j = 0; j < rounds; j++) {
                            plain++;
                            yieldTurn();
                        }
                        return null;
                    }));
                }
                for (BodyTask<Void> task : tasks) {
                    get(task);
                }
                assertThat(test.run(() -> plain)).isEqualTo(bodies * rounds);
            }
        }
    }

    @Nested
    class Fourth {

        @Test
        void anIdleLoopIsWokenEachTime() throws Exception {
            try (TestLoop test = new TestLoop()) {
                SynchronousQueue<Integer> answers = new SynchronousQueue<>();
                for (int i = 0; i < 20_000; i++) {
                    int question = i;
                    test.loop.execute(() -> offer(answers, question));
                    assertThat(answers.poll(TestLoop.PATIENCE, NANOSECONDS)).isEqualTo(question);
                }
            }
        }

        @Test
        void aWaiterThatForeignThreadsRaceToWakeWakesOnce() throws Exception {
            try (TestLoop test = new TestLoop()) {
                BlockingQueue<Waiter> waiters = new LinkedBlockingQueue<>();
                AtomicInteger won = new AtomicInteger();
                List<Thread> wakers = new ArrayList<>();
                int rounds = 5000;
                BodyTask<Integer> body = test.start(() -> {
                    for (int i = 0; i < rounds; i++) {
                        Waiter waiter = waiter();
                        waiters.add(waiter);
                        waiters.add(waiter);
                        waiter.await();
                    }
                    return rounds;
                });
                for (int i = 0; i < 2; i++) {
                    Thread waker = new Thread(() -> {
                        for (int j = 0; j < rounds; j++) {
                            Waiter waiter = take(waiters);
                            if (waiter.wake()) {
                                won.incrementAndGet();
                            }
                        }
                    });
                    wakers.add(waker);
                    waker.start();
                }
                assertThat(get(body)).isEqualTo(rounds);
                for (Thread waker : wakers) {
                    waker.join();
                }
                assertThat(won).hasValue(rounds);
            }
        }

        private static void offer(SynchronousQueue<Integer> queue, int value) {
            try {
                queue.offer(value, TestLoop.PATIENCE, NANOSECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private static <T> T take(BlockingQueue<T> queue) {
            try {
                return queue.take();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Nested
    class Fifth {

        @Test
        void anInterruptOfAnIdleLoopIsGivenBackToTheBodyAndDoesNotSpin() throws Exception {
            CountingClock clock = new CountingClock();
            try (TestLoop test = new TestLoop(clock)) {
                AtomicReference<Waiter> waiting = new AtomicReference<>();
                CompletableFuture<Thread> thread = new CompletableFuture<>();
                AtomicInteger before = new AtomicInteger();
                BodyTask<Boolean> body = test.start(() -> {
                    waiting.set(waiter());
                    before.set(clock.sleeps.get()); // it may have slept before this body came
                    thread.complete(Thread.currentThread());
                    waiting.get().await();
                    return Thread.interrupted();
                });
                Thread sleeper = thread.get(TestLoop.PATIENCE, NANOSECONDS);
                clock.awaitSleeps(before.get() + 1);
                sleeper.interrupt();
                clock.awaitSleeps(before.get() + 2); // it looked once, and sleeps again
                int sleeps = clock.sleeps.get() - before.get();
                waiting.get().wake();
                assertThat(get(body)).isTrue();
                assertThat(sleeps).isLessThanOrEqualTo(3);
            }
        }

        @Test
        void anInterruptOfASuspendedBodyWaitsForThatBody() throws Exception {
            try (TestLoop test = new TestLoop()) {
                AtomicReference<Waiter> waiting = new AtomicReference<>();
                AtomicReference<Thread> thread = new AtomicReference<>();
                BodyTask<Boolean> suspended = test.start(() -> {
                    thread.set(Thread.currentThread());
                    waiting.set(waiter());
                    waiting.get().await();
                    return Thread.interrupted();
                });
                boolean other = test.run(() -> {
                    thread.get().interrupt();
                    yieldTurn();
                    return Thread.interrupted();
                });
                waiting.get().wake();
                assertThat(get(suspended)).isTrue();
                assertThat(other).isFalse();
            }
        }

        @Test
        void anInterruptOfAWorkerWithNothingToDoReachesNoBody() throws Exception {
            CountingClock clock = new CountingClock();
            try (TestLoop test = new TestLoop(clock)) {
                Thread worker = test.run(Thread::currentThread); // which goes on as a worker
                clock.awaitSleeps(1);
                worker.interrupt();
                clock.awaitSleeps(2);
                BodyTask<Boolean> body = test.start(() -> {
                    assertThat(Thread.currentThread()).isSameAs(worker);
                    yieldTurn();
                    return Thread.interrupted();
                });
                assertThat(get(body)).isFalse();
            }
        }

        @Test
        void aBodyLeavesNoInterruptBehindForTheNext() throws Exception {
            try (TestLoop test = new TestLoop()) {
                BodyTask<Void> first = test.start(() -> {
                    Thread.currentThread().interrupt();
                    return null;
                });
                BodyTask<Boolean> second = test.start(Thread::interrupted);
                get(first);
                assertThat(get(second)).isFalse();
            }
        }
    }

    @Nested
    class Sixth {

        @Test
        void afterShutdownNothingNewIsAcceptedAndSuspendedBodiesFinish() throws Exception {
            LoopExecutor executor =
                    new LoopExecutor("test", LoopClock.SYSTEM, LoopOrder.FIRST_IN_FIRST_OUT, e -> {}, null);
            CountDownLatch ran = new CountDownLatch(1);
            executor.start(null, null);
            executor.execute(ran::countDown);
            executor.shutdown();
            assertThatThrownBy(() -> executor.execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("'test' is closed");
            assertThatThrownBy(() -> new LoopScheduler(executor).schedule(() -> {}, 1, TimeUnit.HOURS))
                    .isInstanceOf(RejectedExecutionException.class);
            assertThat(executor.awaitTermination(TestLoop.PATIENCE, NANOSECONDS))
                    .isTrue();
            assertThat(ran.getCount()).isZero();
        }

        @Test
        void whatRacesWithShutdownIsEitherRunOrRejected() throws Exception {
            for (int round = 0; round < 500; round++) {
                LoopExecutor executor =
                        new LoopExecutor("test", LoopClock.SYSTEM, LoopOrder.FIRST_IN_FIRST_OUT, e -> {}, null);
                executor.start(null, null);
                AtomicInteger ran = new AtomicInteger();
                AtomicInteger accepted = new AtomicInteger();
                Thread submitter = new Thread(() -> {
                    try {
                        for (int i = 0; i < 1000; i++) {
                            executor.execute(ran::incrementAndGet);
                            accepted.incrementAndGet();
                        }
                    } catch (RejectedExecutionException e) {
                        assertThat(executor.isShutdown()).isTrue();
                    }
                });
                submitter.start();
                executor.shutdown();
                submitter.join();
                assertThat(executor.awaitTermination(TestLoop.PATIENCE, NANOSECONDS))
                        .isTrue();
                assertThat(ran.get()).isEqualTo(accepted.get());
            }
        }

        @Test
        void aClosedLoopLeavesNoThread() throws Exception {
            List<Thread> threads = new ArrayList<>();
            TestLoop test = new TestLoop();
            for (int i = 0; i < 50; i++) {
                test.start(() -> {
                    threads.add(Thread.currentThread());
                    waiter().await();
                    return null;
                });
            }
            test.run(() -> null);
            test.close();
            assertThat(threads).hasSize(50).noneMatch(Thread::isAlive);
        }
    }

    @Nested
    class Seventh {

        @Test
        void aCancelledTimerKeepsNothingAlive() throws Exception {
            try (TestLoop test = new TestLoop()) {
                LoopTimer[] timer = new LoopTimer[1];
                WeakReference<Object> captured = cancelled(test, timer);
                for (int i = 0; i < 100 && captured.get() != null; i++) {
                    System.gc();
                }
                assertThat(captured.get()).isNull();
                assertThat(timer[0]).isNotNull();
            }
        }

        private static WeakReference<Object> cancelled(TestLoop test, LoopTimer[] timer) {
            Object object = new Object();
            timer[0] = (LoopTimer) test.loop.after(TimeUnit.HOURS.toNanos(1), () -> Objects.requireNonNull(object));
            timer[0].cancel();
            return new WeakReference<>(object);
        }

        @Test
        void theHeapForgetsCancelledTimersWhenTheyAreTheMajority() {
            LoopExecutor executor =
                    new LoopExecutor("test", LoopClock.SYSTEM, LoopOrder.FIRST_IN_FIRST_OUT, e -> {}, null);
            TimerHeap heap = new TimerHeap();
            List<LoopTimer> timers = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                LoopTimer timer = new LoopTimer(executor, i, false, () -> {});
                timers.add(timer);
                heap.add(timer);
            }
            for (LoopTimer timer : timers.subList(0, 600)) {
                timer.cancel();
                heap.cancelled();
            }
            heap.purge();
            assertThat(heap.size()).isEqualTo(400);
            assertThat(heap.takeAll()).containsExactlyElementsOf(timers.subList(600, 1000));
        }
    }

    /** Counts how often the loop goes to sleep. */
    private static final class CountingClock implements LoopClock {

        private final AtomicInteger sleeps = new AtomicInteger();

        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void sleep(LoopExecutor loop, long nanos) {
            sleeps.incrementAndGet();
            SYSTEM.sleep(loop, nanos);
        }

        void awaitSleeps(int count) {
            while (sleeps.get() < count) {
                Thread.onSpinWait();
            }
        }
    }
}
