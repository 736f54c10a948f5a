package suspension.interop;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function1;
import kotlin.jvm.functions.Function2;
import kotlin.jvm.functions.Function3;
import org.jspecify.annotations.Nullable;
import suspension.Action;
import suspension.Awaitable;
import suspension.Task;
import suspension.bridge.internal.Implementing;

/**
 * Java on the other side of the border: what Kotlin calls as a suspend function.
 *
 * <p>Kotlin compiles {@code suspend fun find(id: Long): User} to a method with one more parameter, the continuation, and
 * that is the method that a Java class implements:
 *
 * <pre>{@code
 * public Object find(long id, Continuation<? super User> continuation) {
 *     return Suspend.implement(continuation, () -> load(id));
 * }
 * }</pre>
 *
 * <p>A suspend function that Kotlin marks {@code @JvmSynthetic} is invisible to javac: a class that implements such an
 * interface does not compile ("is not abstract and does not override abstract method"), and no annotation in Java helps.
 * Implement it in Kotlin, or ask for the mark to be removed.
 */
public final class Suspend {

    private Suspend() {}

    /**
     * A body with one argument.
     *
     * @param <A> the type of the argument
     * @param <R> the type of the value
     */
    @FunctionalInterface
    public interface Body1<A extends @Nullable Object, R extends @Nullable Object> {

        /**
         * Runs the body, suspending wherever it calls something that suspends.
         *
         * @param argument what Kotlin passes
         * @return the value
         * @throws Exception as the implementation says
         */
        R run(A argument) throws Exception;
    }

    /**
     * A body with one argument and without a value.
     *
     * @param <A> the type of the argument
     */
    @FunctionalInterface
    public interface Action1<A extends @Nullable Object> {

        /**
         * Runs the body, suspending wherever it calls something that suspends.
         *
         * @param argument what Kotlin passes
         * @throws Exception as the implementation says
         */
        void run(A argument) throws Exception;
    }

    /**
     * A body with two arguments.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <R> the type of the value
     */
    @FunctionalInterface
    public interface Body2<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> {

        /**
         * Runs the body, suspending wherever it calls something that suspends.
         *
         * @param first what Kotlin passes first
         * @param second what Kotlin passes second
         * @return the value
         * @throws Exception as the implementation says
         */
        R run(A first, B second) throws Exception;
    }

    /**
     * A body with two arguments and without a value.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     */
    @FunctionalInterface
    public interface Action2<A extends @Nullable Object, B extends @Nullable Object> {

        /**
         * Runs the body, suspending wherever it calls something that suspends.
         *
         * @param first what Kotlin passes first
         * @param second what Kotlin passes second
         * @throws Exception as the implementation says
         */
        void run(A first, B second) throws Exception;
    }

    // Implementing suspend functions

    /**
     * Is the whole body of a Java method that implements a Kotlin suspend function: runs straight-line Java code and gives
     * its value to the Kotlin caller. Neither suspends nor blocks the calling thread, which returns to Kotlin.
     *
     * <p>Under the dispatcher of an {@link suspension.EventLoop} the code is a body of that loop, confined there. Under any
     * other it has a thread of its own, virtual where the JDK has them, and the caller resumes on its own dispatcher. The
     * caller's context is in force: its name, and what its elements install on threads.
     *
     * <p>Cancelling the Kotlin caller ends the wait that the code is in, and every later one, with a {@link
     * java.util.concurrent.CancellationException}; outside a loop it also interrupts a blocking call. The caller resumes
     * when the code has ended, with what it returned, or with the very exception that it threw. Tasks that the code starts
     * live on the loop; outside a loop they are children of the caller's job.
     *
     * @param <T> the type of the value
     * @param continuation the method's last argument
     * @param body the code; a {@link Task} that is done gives its value without suspending
     * @return to be returned to Kotlin as it is
     * @throws NullPointerException if the continuation is null: the method was called from Java without one
     */
    public static <T extends @Nullable Object> @Nullable Object implement(
            Continuation<? super T> continuation, Awaitable<? extends T, ?> body) {
        Continuation<T> caller = checked(continuation);
        Objects.requireNonNull(body, "body");
        if (body instanceof Task<?> task && task.isDone()) {
            return implement(continuation, Suspend.<T>same(task).toCompletableFuture());
        }
        return Implementing.<T>body(caller, body::await);
    }

    /**
     * As {@link #implement(Continuation, Awaitable)}, for a suspend function without a result.
     *
     * @param continuation the method's last argument
     * @param body the code
     * @return to be returned to Kotlin as it is
     */
    public static @Nullable Object implement(Continuation<? super Unit> continuation, Action<?> body) {
        Objects.requireNonNull(body, "body");
        return Implementing.<Unit>body(checked(continuation), () -> {
            body.run();
            return Unit.INSTANCE;
        });
    }

    /**
     * Gives the value of a stage to a Kotlin caller. A stage that is complete gives it without suspending. Its failure
     * reaches the caller as it is, without the {@code CompletionException} that stages put around it. Cancelling the caller
     * resumes it at once, and cancels the stage if that is a {@code Future}.
     *
     * @param <T> the type of the value
     * @param continuation the method's last argument
     * @param stage the stage, which may complete on any thread
     * @return to be returned to Kotlin as it is
     * @throws NullPointerException if the continuation is null: the method was called from Java without one
     */
    public static <T extends @Nullable Object> @Nullable Object implement(
            Continuation<? super T> continuation, CompletionStage<? extends T> stage) {
        return Implementing.<T>stage(checked(continuation), Objects.requireNonNull(stage, "stage"));
    }

    @SuppressWarnings("unchecked") // a continuation only takes
    private static <T extends @Nullable Object> Continuation<T> checked(Continuation<? super T> continuation) {
        Objects.requireNonNull(
                continuation,
                "The continuation is null. Only Kotlin, or Async.await(c -> object.function(c)) in a Java body, can call"
                        + " this suspend function, for they have one to pass");
        return (Continuation<T>) continuation;
    }

    @SuppressWarnings("unchecked") // a body of T that turned out to be a task
    private static <T extends @Nullable Object> Task<T> same(Task<?> task) {
        return (Task<T>) task;
    }

    // Suspend lambdas

    /**
     * A Java body as Kotlin's {@code suspend () -> R}. Each call is {@link #implement(Continuation, Awaitable)}; Kotlin may
     * start it in any way and call it any number of times.
     *
     * @param <R> the type of the value
     * @param body the code
     * @return the suspend lambda
     */
    public static <R extends @Nullable Object> Function1<Continuation<? super R>, @Nullable Object> lambda(
            Awaitable<? extends R, ?> body) {
        Objects.requireNonNull(body, "body");
        return continuation -> implement(continuation, body);
    }

    /**
     * As {@link #lambda(Awaitable)}, for {@code suspend () -> Unit}.
     *
     * @param body the code
     * @return the suspend lambda
     */
    public static Function1<Continuation<? super Unit>, @Nullable Object> lambda(Action<?> body) {
        Objects.requireNonNull(body, "body");
        return continuation -> implement(continuation, body);
    }

    /**
     * As {@link #lambda(Awaitable)}, for {@code suspend (A) -> R}, and for {@code suspend A.() -> R}, whose argument is the
     * receiver.
     *
     * @param <A> the type of the argument
     * @param <R> the type of the value
     * @param body the code
     * @return the suspend lambda
     */
    @SuppressWarnings("overloads") // a lambda either gives a value or does not
    public static <A extends @Nullable Object, R extends @Nullable Object>
            Function2<A, Continuation<? super R>, @Nullable Object> lambda(Body1<? super A, ? extends R> body) {
        Objects.requireNonNull(body, "body");
        return (argument, continuation) -> implement(continuation, () -> body.run(argument));
    }

    /**
     * As {@link #lambda(Body1)}, for {@code suspend (A) -> Unit}.
     *
     * @param <A> the type of the argument
     * @param body the code
     * @return the suspend lambda
     */
    @SuppressWarnings("overloads")
    public static <A extends @Nullable Object> Function2<A, Continuation<? super Unit>, @Nullable Object> lambda(
            Action1<? super A> body) {
        Objects.requireNonNull(body, "body");
        return (argument, continuation) -> {
            Action<Exception> action = () -> body.run(argument);
            return implement(continuation, action);
        };
    }

    /**
     * As {@link #lambda(Awaitable)}, for {@code suspend (A, B) -> R}, and for {@code suspend A.(B) -> R}.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <R> the type of the value
     * @param body the code
     * @return the suspend lambda
     */
    @SuppressWarnings("overloads")
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            Function3<A, B, Continuation<? super R>, @Nullable Object> lambda(
                    Body2<? super A, ? super B, ? extends R> body) {
        Objects.requireNonNull(body, "body");
        return (first, second, continuation) -> implement(continuation, () -> body.run(first, second));
    }

    /**
     * As {@link #lambda(Body2)}, for {@code suspend (A, B) -> Unit}.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param body the code
     * @return the suspend lambda
     */
    @SuppressWarnings("overloads")
    public static <A extends @Nullable Object, B extends @Nullable Object>
            Function3<A, B, Continuation<? super Unit>, @Nullable Object> lambda(Action2<? super A, ? super B> body) {
        Objects.requireNonNull(body, "body");
        return (first, second, continuation) -> {
            Action<Exception> action = () -> body.run(first, second);
            return implement(continuation, action);
        };
    }
}
