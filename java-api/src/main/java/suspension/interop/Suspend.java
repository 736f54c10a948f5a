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
import suspension.bridge.call.Implementation;

/**
 * Java code that Kotlin calls as a suspend function or a suspend lambda.
 *
 * <p>Kotlin compiles {@code suspend fun find(id: Long): User} to a method with one more parameter, the continuation. A
 * Java class implements that method:
 *
 * <pre>{@code
 * public Object find(long id, Continuation<? super User> continuation) {
 *     return Suspend.implement(continuation, () -> load(id));
 * }
 * }</pre>
 *
 * <p>javac does not see a suspend function that Kotlin marks {@code @JvmSynthetic}. A Java class that implements such
 * an interface does not compile ("is not abstract and does not override abstract method"), and no annotation in Java
 * helps. Implement the interface in Kotlin, or ask for the mark to be removed.
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
         * Runs the body. May suspend.
         *
         * @param argument what Kotlin passes
         * @return the value
         * @throws Exception to fail the call
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
         * Runs the body. May suspend.
         *
         * @param argument what Kotlin passes
         * @throws Exception to fail the call
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
         * Runs the body. May suspend.
         *
         * @param first what Kotlin passes first
         * @param second what Kotlin passes second
         * @return the value
         * @throws Exception to fail the call
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
         * Runs the body. May suspend.
         *
         * @param first what Kotlin passes first
         * @param second what Kotlin passes second
         * @throws Exception to fail the call
         */
        void run(A first, B second) throws Exception;
    }

    // Suspend functions

    /**
     * Runs straight-line Java code and gives its value to the Kotlin caller; this call is all that a Java method needs
     * to implement a Kotlin suspend function. Neither suspends nor blocks the calling thread, which returns to Kotlin.
     *
     * <p>Under the dispatcher of an {@link suspension.EventLoop} the code is a body of that loop and confined to it.
     * Under any other dispatcher the code has a platform thread of its own until it ends, and the caller resumes on its
     * dispatcher. The caller's context is in force: its name, and what its elements install on threads.
     *
     * <p>Cancelling the Kotlin caller ends the wait that the code is in, and every later wait, with a {@link
     * java.util.concurrent.CancellationException}. Off a loop it also interrupts a blocking call. The caller resumes
     * when the code has ended, with the value that it returned or the very exception that it threw. Tasks that the code
     * starts live on the loop; off a loop they are children of the caller's job.
     *
     * @param <T> the type of the value
     * @param continuation the method's last argument
     * @param body the code; a {@link Task} that is done gives its value without suspending
     * @return what the method must return to Kotlin
     * @throws NullPointerException if the continuation is null: the method was called from Java without one
     */
    public static <T extends @Nullable Object> @Nullable Object implement(
            Continuation<? super T> continuation, Awaitable<? extends T, ?> body) {
        Continuation<T> caller = checked(continuation);
        Objects.requireNonNull(body, "body");
        if (body instanceof Task<?> task && task.isDone()) {
            return implement(continuation, Suspend.<T>cast(task).toCompletableFuture());
        }
        return Implementation.<T>body(caller, body::await);
    }

    /**
     * As {@link #implement(Continuation, Awaitable)}, for a suspend function without a result.
     *
     * @param continuation the method's last argument
     * @param body the code
     * @return what the method must return to Kotlin
     */
    public static @Nullable Object implement(Continuation<? super Unit> continuation, Action<?> body) {
        Objects.requireNonNull(body, "body");
        return Implementation.<Unit>body(checked(continuation), () -> {
            body.run();
            return Unit.INSTANCE;
        });
    }

    /**
     * Gives the value of a stage to a Kotlin caller. A stage that is complete gives its value without suspending. The
     * stage's failure reaches the caller as it is, without the {@code CompletionException} that stages put around it.
     * Cancelling the caller resumes it at once, and cancels the stage if the stage is a {@code Future}.
     *
     * @param <T> the type of the value
     * @param continuation the method's last argument
     * @param stage the stage, which may complete on any thread
     * @return what the method must return to Kotlin
     * @throws NullPointerException if the continuation is null: the method was called from Java without one
     */
    public static <T extends @Nullable Object> @Nullable Object implement(
            Continuation<? super T> continuation, CompletionStage<? extends T> stage) {
        return Implementation.<T>stage(checked(continuation), Objects.requireNonNull(stage, "stage"));
    }

    @SuppressWarnings("unchecked") // a continuation only takes
    private static <T extends @Nullable Object> Continuation<T> checked(Continuation<? super T> continuation) {
        Objects.requireNonNull(
                continuation,
                "The continuation is null. Only Kotlin, or Async.await(c -> object.function(c)) in a Java body, can call"
                        + " this suspend function, for they have one to pass");
        return (Continuation<T>) continuation;
    }

    @SuppressWarnings("unchecked") // a body that gives a T, and is a task
    private static <T extends @Nullable Object> Task<T> cast(Task<?> task) {
        return (Task<T>) task;
    }

    // Suspend lambdas

    /**
     * Makes Kotlin's {@code suspend () -> R} from a Java body. Each call does what {@link #implement(Continuation,
     * Awaitable)} does. Kotlin may start the lambda in any way, and call it any number of times.
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
     * As {@link #lambda(Awaitable)}, for {@code suspend (A) -> R}, and for {@code suspend A.() -> R}, whose receiver is
     * the argument.
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
