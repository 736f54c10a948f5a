package suspension;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import suspension.bridge.loop.Loop;
import suspension.bridge.loop.LoopReport;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.Failures;
import suspension.bridge.task.TaskHost;
import suspension.internal.MainWait;

/** Runs a main task, while a plain thread blocks for it. */
final class MainRun {

    private MainRun() {}

    /** Creates the main task on its loop. */
    @FunctionalInterface
    interface Main<T extends @Nullable Object> {
        Task<T> start(TaskHost host);
    }

    /** Runs a main task on a loop of its own, which closes however the task ends. */
    static <T extends @Nullable Object> Outcome<T> onFreshLoop(Main<T> main) {
        ensureMayRun();
        Loop loop = EventLoop.notStarted();
        Task<T> task = main.start(loop);
        CountDownLatch ended = new CountDownLatch(1);
        String reason = "Loop '" + loop.name() + "' was closed, because the main body of run() has ended";
        task.bridge().observe(done -> {
            try {
                loop.close(reason);
            } finally {
                ended.countDown();
            }
        });
        loop.start();
        ClosingWait closing = new ClosingWait(loop);
        await(loop, task, () -> {
            ended.await();
            closing.await();
        });
        Throwable fatal = loop.fatal();
        return fatal == null ? task.settled() : new Outcome.Failure<>(fatal);
    }

    /** Runs a main task on a loop that goes on afterwards. */
    static <T extends @Nullable Object> Outcome<T> on(Loop loop, Main<T> main) {
        ensureMayRun();
        Task<T> task = main.start(loop);
        CountDownLatch ended = new CountDownLatch(1);
        task.bridge().observe(done -> ended.countDown());
        await(loop, task, ended::await);
        return task.settled();
    }

    private static void await(Loop loop, Task<?> task, MainWait.Wait wait) {
        MainWait.await(
                wait,
                () -> task.cancel("the thread in run() was interrupted"),
                "run() of loop '" + loop.name() + "'",
                () -> LoopReport.text(loop));
    }

    private static void ensureMayRun() {
        Carrier carrier = Carrier.current();
        if (carrier == null) {
            NonBlockingThreads.ensureMayBlock(
                    "run()",
                    "the main body is done",
                    "Start the body with loop.future(...), on a loop that goes on, and return that future");
            return;
        }
        String where = carrier.host() instanceof Loop loop
                ? "already runs loop '" + loop.name() + "', which would stand still"
                : "is in a body on '" + carrier.host().name() + "', where all that run() is for works as it is";
        throw new IllegalStateException("run() blocks its thread until the main body is done, but thread '"
                + Thread.currentThread().getName() + "' " + where
                + ". In a body, just call the code, or start it with createTask(...).");
    }

    /** Returns the value of code that the caller gave, or throws what that code threw, as it is. */
    static <T extends @Nullable Object, X extends Exception> T resultOf(Outcome<T> outcome) throws X {
        if (outcome instanceof Outcome.Failure<T> failure) {
            throw Failures.<X>throwAs(failure.exception());
        }
        return outcome.get();
    }

    /**
     * Returns the value of an awaitable that was started as a task, or throws its failure as its own {@code await()}
     * throws it.
     */
    static <T extends @Nullable Object, X extends Exception> T resultOf(Awaitable<T, X> started, Outcome<T> outcome)
            throws X {
        return started instanceof Task<?> || started instanceof Coroutine<?>
                ? outcome.get()
                : MainRun.<T, X>resultOf(outcome);
    }
}
