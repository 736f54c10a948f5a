package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task as plain threads and futures see it. */
class TaskFutureTest {

    private final EventLoop loop = EventLoop.start();
    private final CompletableFuture<String> gate = new CompletableFuture<>();

    @AfterEach
    void close() {
        loop.close();
    }

    private String awaitGate() {
        return Async.await(gate);
    }

    @Test
    void getGivesTheValue() throws Exception {
        Task<String> task = loop.createTask(this::awaitGate);
        gate.complete("tea");
        assertThat(task.get()).isEqualTo("tea");
        assertThat(task.get(1, TimeUnit.SECONDS)).isEqualTo("tea");
        assertThat(task.join()).isEqualTo("tea");
    }

    @Test
    void getWrapsWhatTheTaskFailedWith() {
        IOException failure = new IOException("gone");
        Task<String> task = loop.createTask(() -> {
            throw failure;
        });
        assertThatThrownBy(task::get)
                .isExactlyInstanceOf(ExecutionException.class)
                .cause()
                .isSameAs(failure);
        assertThatThrownBy(task::join)
                .isExactlyInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(failure);
    }

    @Test
    void joinThrowsUncheckedAsTheyAre() {
        IllegalStateException failure = new IllegalStateException("bad");
        Task<String> task = loop.createTask(() -> {
            throw failure;
        });
        assertThatThrownBy(task::join).isSameAs(failure);
    }

    @Test
    void getThrowsCancellation() {
        Task<Void> task = loop.createTask(() -> forever());
        task.cancel();
        assertThatThrownBy(task::get).isInstanceOf(CancellationException.class);
        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void getWithATimeLimitLeavesTheTaskAlone() throws Exception {
        Task<String> task = loop.createTask("kettle", this::awaitGate);
        assertThatThrownBy(() -> task.get(1, TimeUnit.MILLISECONDS))
                .isExactlyInstanceOf(TimeoutException.class)
                .hasMessageContaining("kettle");
        assertThat(task.cancelling()).isZero();
        gate.complete("tea");
        assertThat(task.get()).isEqualTo("tea");
    }

    @Test
    void interruptedGetLeavesTheTaskAlone() throws Exception {
        Task<String> task = loop.createTask(this::awaitGate);
        Thread.currentThread().interrupt();
        assertThatThrownBy(task::get).isInstanceOf(InterruptedException.class);
        gate.complete("tea");
        assertThat(task.get()).isEqualTo("tea");
    }

    @Test
    void interruptedJoinWaitsOnAndKeepsTheFlag() {
        Task<String> task = loop.createTask(this::awaitGate);
        Thread.currentThread().interrupt();
        loop.execute(() -> gate.complete("tea"));
        assertThat(task.join()).isEqualTo("tea");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void blockingOnItsOwnLoopIsRefused() {
        loop.run(() -> {
            Task<String> task = createTask("kettle", this::awaitGate);
            CompletableFuture<String> future = task.toCompletableFuture();
            for (Throwable refusal : new Throwable[] {
                catchThrowable(task::get),
                catchThrowable(() -> task.get(1, TimeUnit.SECONDS)),
                catchThrowable(task::join),
                catchThrowable(future::get),
                catchThrowable(() -> future.get(1, TimeUnit.SECONDS)),
                catchThrowable(future::join),
                catchThrowable(() -> future.thenApply(String::length).join())
            }) {
                assertThat(refusal)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("kettle")
                        .hasMessageContaining("await()");
            }
        });
    }

    @Test
    void blockingOnItsOwnLoopIsFineOnceItIsDone() throws Exception {
        loop.run(() -> {
            Task<String> task = createTask(() -> "tea");
            task.await();
            assertThat(task.get()).isEqualTo("tea");
            assertThat(task.join()).isEqualTo("tea");
            assertThat(task.toCompletableFuture().join()).isEqualTo("tea");
        });
    }

    @Test
    void futureCompletesWithTheTask() {
        Task<String> task = loop.createTask(this::awaitGate);
        CompletableFuture<Integer> length = task.toCompletableFuture().thenApply(String::length);
        gate.complete("tea");
        assertThat(length.join()).isEqualTo(3);
    }

    @Test
    void futureFailsWithTheVeryException() {
        IOException failure = new IOException("gone");
        Task<String> task = loop.createTask(() -> {
            throw failure;
        });
        assertThatThrownBy(() -> task.toCompletableFuture().get()).cause().isSameAs(failure);
    }

    @Test
    void cancellingTheFutureCancelsTheTask() {
        Task<Void> task = loop.createTask(() -> forever());
        task.toCompletableFuture().cancel(true);
        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void cancellingADependentDoesNot() {
        Task<String> task = loop.createTask(this::awaitGate);
        task.toCompletableFuture().thenApply(String::length).cancel(true);
        gate.complete("tea");
        assertThat(task.join()).isEqualTo("tea");
        assertThat(task.cancelling()).isZero();
    }

    @Test
    void cancellingTheTaskCancelsTheFuture() {
        Task<Void> task = loop.createTask(() -> forever());
        CompletableFuture<Void> future = task.toCompletableFuture();
        task.cancel();
        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
        assertThat(future).isCancelled();
    }

    @Test
    void waitingForTheFutureInVainDoesNotCancelTheTask() {
        Task<String> task = loop.createTask(this::awaitGate);
        assertThatThrownBy(() -> task.toCompletableFuture().get(1, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        assertThat(task.cancelling()).isZero();
        gate.complete("tea");
        assertThat(task.join()).isEqualTo("tea");
    }

    @Test
    void futureOfATaskOfAnotherLoopCanBeAwaited() {
        try (EventLoop other = EventLoop.start()) {
            Task<String> task = other.createTask(this::awaitGate);
            Task<String> awaiter = loop.createTask(() -> Async.<String>await(task.toCompletableFuture()));
            gate.complete("tea");
            assertThat(awaiter.join()).isEqualTo("tea");
        }
    }

    @Test
    void stageIsAwaitedWithoutTheExceptionThatStagesPutAround() {
        IOException checked = new IOException("gone");
        IllegalStateException unchecked = new IllegalStateException("bad");
        loop.run(() -> {
            CompletableFuture<String> stage =
                    CompletableFuture.<String>failedFuture(unchecked).thenApply(x -> x);
            assertThatThrownBy(() -> Async.await(stage)).isSameAs(unchecked);
            CompletableFuture<String> other =
                    CompletableFuture.<String>failedFuture(checked).thenApply(x -> x);
            assertThatThrownBy(() -> Async.await(other))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(checked);
        });
    }

    @Test
    void stageIsAwaitedWhichAnotherThreadCompletes() {
        CountDownLatch waiting = new CountDownLatch(1);
        Task<String> task = loop.createTask(() -> {
            waiting.countDown();
            return awaitGate();
        });
        TestBodies.awaitLatch(waiting);
        gate.complete("tea");
        assertThat(task.join()).isEqualTo("tea");
    }

    @Test
    void cancellingTheAwaiterCancelsTheStage() {
        loop.run(() -> {
            Task<String> task = createTask(this::awaitGate);
            settle();
            task.cancel();
            settle();
            assertThat(task.isCancelled()).isTrue();
            assertThat(gate).isCancelled();
        });
    }

    @Test
    void cancelledStageCancelsTheAwait() {
        loop.run(() -> {
            gate.cancel(false);
            assertThatThrownBy(this::awaitGate).isInstanceOf(CancellationException.class);
        });
    }
}
