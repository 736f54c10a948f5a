package suspension.spring.transaction;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import suspension.Async;
import suspension.Coroutine;
import suspension.Outcome;
import suspension.Task;
import suspension.spring.context.TaskContext;

/** Calls of methods whose result is awaited as a part of the call. */
final class Invocations {

    private Invocations() {}

    /** Code of Spring's, which may throw anything. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object run() throws Throwable;
    }

    static @Nullable Object call(Call call) throws Exception {
        try {
            return call.run();
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    static @Nullable Object proceed(MethodInvocation invocation) throws Exception {
        return call(invocation::proceed);
    }

    /** Calls a method that gives a coroutine, and runs that in the calling body. */
    static @Nullable Object awaitCoroutine(MethodInvocation invocation) throws Exception {
        Coroutine<?> coroutine = (Coroutine<?>) proceed(invocation);
        return Objects.requireNonNull(coroutine, () -> invocation.getMethod() + " returned null instead of a coroutine")
                .await();
    }

    /** Calls a method that starts a task, in whose Reactor context is what is in the calling body's, and awaits the task. */
    static @Nullable Object awaitTask(MethodInvocation invocation) throws Exception {
        Task<?> task = TaskContext.with(Bodies.reactorContext(), () -> (Task<?>) proceedUnchecked(invocation));
        Objects.requireNonNull(task, () -> invocation.getMethod() + " returned null instead of a task");
        awaitDone(task);
        if (task.outcome() instanceof Outcome.Failure<?> failure && failure.exception() instanceof Exception e) {
            throw e;
        }
        return task.outcome().get();
    }

    /** The task may be one of another loop. Cancelling the calling body cancels the task, and waits for its end. */
    private static void awaitDone(Task<?> task) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        task.onDone(same -> done.complete(null));
        try {
            Async.await(done.copy());
        } catch (CancellationException e) {
            task.cancel();
            Async.uncancellable(() -> {
                Async.await(done);
            });
            throw e;
        }
    }

    private static @Nullable Object proceedUnchecked(MethodInvocation invocation) {
        try {
            return proceed(invocation);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** Returns what rollback rules are asked about: a checked exception as it was thrown. */
    static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null && !(cause instanceof RuntimeException)
                ? cause
                : thrown;
    }
}
