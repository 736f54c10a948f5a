package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.internal.schedulers.NonBlockingThread;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.Dispatchers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Threads that reactive frameworks have marked as ones that must not be blocked. */
class NonBlockingThreadsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Events events = new Events();

    private final EventLoop loop = EventLoop.start("service");

    private final Gate gate = new Gate();

    private final Task<String> pending = loop.createTask(() -> {
        gate.await();
        return "value";
    });

    @AfterEach
    void close() {
        gate.open();
        loop.close();
    }

    @FunctionalInterface
    private interface Code {
        void run() throws Exception;
    }

    /** Runs code on a thread of Reactor's that must not block. */
    private static void onParallel(Code code) {
        Mono.fromCallable(() -> {
                    code.run();
                    return "done";
                })
                .subscribeOn(Schedulers.parallel())
                .block(PATIENCE);
    }

    private static void assertRefused(String operation, String instead, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(operation + " would block thread 'parallel-")
                .hasMessageContaining("would stand still")
                .hasMessageContaining(instead)
                .hasMessageEndingWith(", or move to a thread that may block.");
    }

    @Test
    void runIsRefusedAndNothingIsStarted() {
        onParallel(() -> {
            assertRefused("run()", "loop.future(...)", () -> Async.run(() -> events.add("ran")));
            assertRefused("run()", "loop.future(...)", () -> Async.<String>run(c -> "ran"));
            assertRefused("run()", "loop.future(...)", () -> loop.run(() -> events.add("ran")));
            assertRefused("run()", "loop.future(...)", () -> loop.<String>run(c -> "ran"));
        });
        assertThat(events.all()).isEmpty();
        assertThat(loop.tasks()).hasSize(1);
    }

    @Test
    void waitingForATaskIsRefused() {
        CompletableFuture<String> future = pending.toCompletableFuture();
        CompletableFuture<String> derived = future.thenApply(value -> value + "!");
        onParallel(() -> {
            for (ThrowingCallable call : List.<ThrowingCallable>of(
                    pending::get,
                    () -> pending.get(1, TimeUnit.SECONDS),
                    future::get,
                    () -> future.get(1, TimeUnit.SECONDS),
                    derived::get)) {
                assertRefused("get()", "toCompletableFuture()", call);
            }
            for (ThrowingCallable call : List.<ThrowingCallable>of(pending::join, future::join, derived::join)) {
                assertRefused("join()", "toCompletableFuture()", call);
            }
        });
    }

    @Test
    void aTaskThatIsDoneGivesItsValue() {
        gate.open();
        pending.join();
        onParallel(() -> {
            assertThat(pending.get()).isEqualTo("value");
            assertThat(pending.get(1, TimeUnit.SECONDS)).isEqualTo("value");
            assertThat(pending.join()).isEqualTo("value");
            assertThat(pending.toCompletableFuture().get()).isEqualTo("value");
        });
    }

    @Test
    void closingIsRefusedWhereItWouldBlock() {
        onParallel(() -> {
            assertRefused("close() of loop 'service'", "close(Duration.ZERO)", loop::close);
            assertRefused("close(Duration) of loop 'service'", "close(Duration.ZERO)", () -> loop.close(PATIENCE));
        });
        assertThat(pending.cancelling()).isZero();
        gate.open();
        assertThat(pending.join()).isEqualTo("value");
    }

    @Test
    void closingDoesNotBlockWithoutTimeOrOnceClosed() {
        onParallel(() -> loop.close(Duration.ZERO));
        loop.close();
        assertThat(pending.isCancelled()).isTrue();
        onParallel(() -> {
            loop.close();
            assertThat(loop.close(PATIENCE)).isTrue();
        });
    }

    @Test
    void aGroupOfLoopsIsNotClosedEither() {
        try (EventLoopGroup group = EventLoopGroup.start()) {
            onParallel(() -> {
                assertThatThrownBy(group::close)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("would block thread 'parallel-");
                assertThatThrownBy(() -> group.run(() -> "ran")).isExactlyInstanceOf(IllegalStateException.class);
            });
            assertThat(group.run(() -> "runs")).isEqualTo("runs");
        }
    }

    @Test
    void aScopeIsJoinedAndClosedOnlyIfItIsIdle() {
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) {
            Task<Void> task = scope.createTask(gate::await);
            onParallel(() -> {
                assertRefused("TaskScope.join()", "cancel()", scope::join);
                assertRefused("TaskScope.close()", "cancel()", scope::close);
            });
            assertThat(task.cancelling()).isZero();
            gate.open();
            task.join();
            scope.join();
            onParallel(scope::join);
        }
        onParallel(() -> TaskScope.on(Dispatchers.getIO()).close());
    }

    @Test
    void otherThreadsOfReactorMayBlock() {
        String seen = Mono.fromCallable(() -> loop.run(() -> "on " + loop.name()))
                .subscribeOn(Schedulers.boundedElastic())
                .block(PATIENCE);
        assertThat(seen).isEqualTo("on service");
    }

    @Test
    void theWayOutWorks() {
        String seen = Mono.defer(() -> Mono.fromFuture(loop.future(() -> "on " + loop.name())))
                .subscribeOn(Schedulers.parallel())
                .block(PATIENCE);
        assertThat(seen).isEqualTo("on service");
    }

    /** RxJava's class of threads, which is not public. */
    private static final class RxThread extends Thread implements NonBlockingThread {
        RxThread(Runnable target) {
            super(target, "RxComputationThreadPool-1");
        }
    }

    @Test
    void theMarkOfRxJavaCountsToo() throws Exception {
        FutureTask<Void> checks = new FutureTask<>(
                () -> {
                    assertThatThrownBy(() -> Async.run(() -> "ran"))
                            .isExactlyInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("'RxComputationThreadPool-1'")
                            .hasMessageContaining(RxThread.class.getName());
                    assertThatThrownBy(pending::join).isExactlyInstanceOf(IllegalStateException.class);
                },
                null);
        new RxThread(checks).start();
        checks.get(20, TimeUnit.SECONDS);
    }
}
