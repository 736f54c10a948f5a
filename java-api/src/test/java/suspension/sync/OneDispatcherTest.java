package suspension.sync;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import suspension.Action;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;
import suspension.TaskScope;
import suspension.interop.Suspend;

/** A primitive belongs to the dispatcher that first used it, a loop or not, in whichever way its bodies came there. */
@Timeout(120)
class OneDispatcherTest {

    private static final int BODIES = 6;
    private static final int EACH = 1_500;

    private final TaskScope first = TaskScope.on(Dispatchers.getIO());
    private final TaskScope second = TaskScope.on(Dispatchers.getIO());
    private final AtomicInteger started = new AtomicInteger();

    @AfterEach
    void closeScopes() {
        first.close();
        second.close();
    }

    /** The ways in which a body comes to run on one dispatcher. */
    enum Way {
        ONE_SCOPE {
            @Override
            Task<?> start(OneDispatcherTest test, Action<RuntimeException> body) {
                return test.first.createTask(body);
            }
        },
        TASK_OF_A_BODY {
            @Override
            Task<?> start(OneDispatcherTest test, Action<RuntimeException> body) {
                return test.first.createTask(() -> {
                    Async.createTask(body).await();
                });
            }
        },
        SEVERAL_SCOPES {
            @Override
            Task<?> start(OneDispatcherTest test, Action<RuntimeException> body) {
                return (test.started.getAndIncrement() % 2 == 0 ? test.first : test.second).createTask(body);
            }
        },
        SCOPES_WITH_OTHER_ELEMENTS {
            @Override
            Task<?> start(OneDispatcherTest test, Action<RuntimeException> body) {
                CoroutineContext named = Dispatchers.getIO().plus(new CoroutineName("named"));
                return test.first.createTask(() -> Async.withContext(named, body));
            }
        },
        JAVA_IMPLEMENTATION {
            @Override
            Task<?> start(OneDispatcherTest test, Action<RuntimeException> body) {
                return test.first.createTask(continuation -> implement(continuation, body));
            }
        },
        WITH_CONTEXT_FROM_A_LOOP {
            @Override
            Task<?> start(OneDispatcherTest test, Action<RuntimeException> body) {
                EventLoop loop = EventLoop.start();
                Task<?> task = loop.createTask(() -> Async.withContext(Dispatchers.getIO(), body));
                task.onDone(done -> new Thread(loop::close).start());
                return task;
            }
        };

        abstract Task<?> start(OneDispatcherTest test, Action<RuntimeException> body);
    }

    private static Object implement(Continuation<? super Object> continuation, Action<RuntimeException> body) {
        return Suspend.implement(continuation, () -> {
            body.run();
            return "done";
        });
    }

    /** Runs the bodies in parallel until all have ended or one has failed, and throws what that failed with. */
    private void runAll(Way way, List<Action<RuntimeException>> bodies) throws Exception {
        CountDownLatch left = new CountDownLatch(bodies.size());
        CompletableFuture<Void> end = new CompletableFuture<>();
        List<Task<?>> tasks = new ArrayList<>();
        for (Action<RuntimeException> body : bodies) {
            tasks.add(way.start(this, () -> {
                try {
                    body.run();
                } catch (Throwable e) {
                    end.completeExceptionally(e);
                }
                left.countDown();
                if (left.getCount() == 0) {
                    end.complete(null);
                }
            }));
        }
        try {
            end.get(20, SECONDS);
        } finally {
            tasks.forEach(Task::cancel);
        }
    }

    private static List<Action<RuntimeException>> times(int bodies, Action<RuntimeException> body) {
        return Collections.nCopies(bodies, body);
    }

    /** Lets the body go on once all of them are there, each on a thread of its own. */
    private static void meet(CyclicBarrier all) {
        try {
            all.await(20, SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not all run at once", e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLockAdmitsOneBodyAtATime(Way way) throws Exception {
        AsyncLock lock = new AsyncLock();
        CyclicBarrier all = new CyclicBarrier(BODIES);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int[] count = new int[1]; // guarded by the lock alone
        runAll(way, times(BODIES, () -> {
            meet(all);
            for (int i = 0; i < EACH; i++) {
                try (AsyncLock.Held held = lock.acquire()) {
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    count[0]++;
                    inside.decrementAndGet();
                    assertThat(held).isNotNull();
                }
            }
        }));
        assertThat(most).hasValue(1);
        assertThat(count).containsExactly(BODIES * EACH);
        assertThat(lock.isLocked()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aSemaphoreAdmitsAsManyBodiesAsItHasPermits(Way way) throws Exception {
        AsyncSemaphore semaphore = AsyncSemaphore.bounded(2);
        CyclicBarrier all = new CyclicBarrier(BODIES);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        runAll(way, times(BODIES, () -> {
            meet(all);
            for (int i = 0; i < EACH; i++) {
                semaphore.acquire();
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                semaphore.release();
            }
        }));
        assertThat(most.get()).isBetween(1, 2);
        assertThat(semaphore).hasToString("AsyncSemaphore[2 free]");
    }

    @ParameterizedTest
    @EnumSource
    void aQueuePassesEachItemOnce(Way way) throws Exception {
        AsyncQueue<Integer> queue = AsyncQueue.bounded(3);
        CyclicBarrier all = new CyclicBarrier(BODIES);
        AtomicLong sum = new AtomicLong();
        List<Action<RuntimeException>> bodies = new ArrayList<>(times(BODIES / 2, () -> {
            meet(all);
            for (int i = 1; i <= EACH; i++) {
                queue.put(i);
            }
        }));
        bodies.addAll(times(BODIES / 2, () -> {
            meet(all);
            for (int i = 1; i <= EACH; i++) {
                sum.addAndGet(queue.get());
                queue.taskDone();
            }
        }));
        runAll(way, bodies);
        assertThat(sum).hasValue((long) (BODIES / 2) * EACH * (EACH + 1) / 2);
        assertThat(queue.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anEventWakesAllBodies(Way way) throws Exception {
        AsyncEvent event = new AsyncEvent();
        AtomicInteger woken = new AtomicInteger();
        CyclicBarrier all = new CyclicBarrier(BODIES + 1);
        List<Action<RuntimeException>> bodies = new ArrayList<>(times(BODIES, () -> {
            meet(all);
            event.await();
            woken.incrementAndGet();
        }));
        bodies.add(() -> {
            meet(all);
            event.set();
        });
        runAll(way, bodies);
        assertThat(woken).hasValue(BODIES);
    }

    @ParameterizedTest
    @EnumSource
    void aBarrierLetsAllBodiesGoTogether(Way way) throws Exception {
        AsyncBarrier barrier = new AsyncBarrier(BODIES);
        AtomicInteger arrived = new AtomicInteger();
        AtomicInteger early = new AtomicInteger();
        runAll(way, times(BODIES, () -> {
            arrived.incrementAndGet();
            barrier.await();
            if (arrived.get() < BODIES) {
                early.incrementAndGet();
            }
        }));
        assertThat(early).hasValue(0);
    }

    // Others

    private static Throwable failureOf(Task<?> task) throws Exception {
        Throwable failure = catchThrowable(() -> task.get(20, SECONDS));
        return failure instanceof ExecutionException ? failure.getCause() : failure;
    }

    /** Refused, with the names of both places, which are different and true. */
    private static void assertRefused(Throwable refusal, String here, String home) {
        assertThat(refusal)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'" + here + "'")
                .hasMessageContaining("'" + home + "'")
                .hasMessageContaining("AsyncLock");
    }

    @Test
    void aBodyOfAnotherDispatcherIsRefused() throws Exception {
        AsyncLock lock = new AsyncLock();
        first.createTask(() -> lock.acquire().close()).get(20, SECONDS);
        try (TaskScope other = TaskScope.on(Dispatchers.getDefault())) {
            Throwable refusal = failureOf(other.createTask(() -> lock.acquire()));
            assertRefused(refusal, "Dispatchers.Default", "Dispatchers.IO");
            assertThat(refusal).hasMessageNotContaining("belongs to one loop");
        }
    }

    @Test
    void aBodyOfALoopIsRefusedAfterADispatchers() throws Exception {
        AsyncLock lock = new AsyncLock();
        first.createTask(() -> lock.acquire().close()).get(20, SECONDS);
        try (EventLoop loop = EventLoop.start("orders")) {
            assertRefused(failureOf(loop.createTask(() -> lock.acquire())), "orders", "Dispatchers.IO");
        }
    }

    @Test
    void aBodyOfADispatcherIsRefusedAfterALoops() throws Exception {
        AsyncLock lock = new AsyncLock();
        try (EventLoop loop = EventLoop.start("orders")) {
            loop.createTask(() -> lock.acquire().close()).get(20, SECONDS);
            assertRefused(failureOf(first.createTask(() -> lock.acquire())), "Dispatchers.IO", "orders");
        }
    }

    @Test
    void aBodyOfAnotherLoopIsRefused() throws Exception {
        AsyncLock lock = new AsyncLock();
        try (EventLoop orders = EventLoop.start("orders");
                EventLoop stock = EventLoop.start("stock")) {
            orders.createTask(() -> lock.acquire().close()).get(20, SECONDS);
            assertRefused(failureOf(stock.createTask(() -> lock.acquire())), "stock", "orders");
        }
    }

    @Test
    void aBodyThatIsCancelledWhileItWaitsLeavesTheLockToTheNext() throws Exception {
        AsyncLock lock = new AsyncLock();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Task<?> holder = first.createTask(() -> {
            try (AsyncLock.Held own = lock.acquire()) {
                held.countDown();
                release.await();
                assertThat(own).isNotNull();
            }
        });
        assertThat(held.await(20, SECONDS)).isTrue();
        Task<?> cancelled = second.createTask(() -> lock.acquire());
        Task<?> next = second.createTask(() -> lock.acquire().close());
        cancelled.cancel();
        release.countDown();
        holder.get(20, SECONDS);
        next.get(20, SECONDS);
        assertThat(catchThrowable(() -> cancelled.get(20, SECONDS)))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
    }
}
