package suspension.interop;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import kotlin.Result;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function1;
import kotlin.jvm.functions.Function2;
import kotlin.jvm.functions.Function3;
import kotlin.jvm.functions.Function4;
import kotlin.jvm.functions.Function5;
import kotlin.jvm.functions.Function6;
import org.jspecify.annotations.Nullable;
import suspension.Action;
import suspension.Awaitable;
import suspension.Outcome;
import suspension.SuspendCall;
import suspension.Task;
import suspension.bridge.call.Implementation;
import suspension.bridge.call.SuspendWaiter;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Results;
import suspension.internal.Callers;

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

    /**
     * A body with three arguments.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <R> the type of the value
     */
    @FunctionalInterface
    public interface Body3<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            R extends @Nullable Object> {

        /**
         * Runs the body. May suspend.
         *
         * @param first what Kotlin passes first
         * @param second what Kotlin passes second
         * @param third what Kotlin passes third
         * @return the value
         * @throws Exception to fail the call
         */
        R run(A first, B second, C third) throws Exception;
    }

    /**
     * A body with three arguments and without a value.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     */
    @FunctionalInterface
    public interface Action3<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> {

        /**
         * Runs the body. May suspend.
         *
         * @param first what Kotlin passes first
         * @param second what Kotlin passes second
         * @param third what Kotlin passes third
         * @throws Exception to fail the call
         */
        void run(A first, B second, C third) throws Exception;
    }

    /**
     * A body with four arguments.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @param <R> the type of the value
     */
    @FunctionalInterface
    public interface Body4<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            D extends @Nullable Object,
            R extends @Nullable Object> {

        /**
         * Runs the body. May suspend.
         *
         * @param first what Kotlin passes first
         * @param second what Kotlin passes second
         * @param third what Kotlin passes third
         * @param fourth what Kotlin passes fourth
         * @return the value
         * @throws Exception to fail the call
         */
        R run(A first, B second, C third, D fourth) throws Exception;
    }

    /**
     * A body with four arguments and without a value.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     */
    @FunctionalInterface
    public interface Action4<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            D extends @Nullable Object> {

        /**
         * Runs the body. May suspend.
         *
         * @param first what Kotlin passes first
         * @param second what Kotlin passes second
         * @param third what Kotlin passes third
         * @param fourth what Kotlin passes fourth
         * @throws Exception to fail the call
         */
        void run(A first, B second, C third, D fourth) throws Exception;
    }

    /**
     * A body with five arguments.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @param <E> the type of the fifth argument
     * @param <R> the type of the value
     */
    @FunctionalInterface
    public interface Body5<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            D extends @Nullable Object,
            E extends @Nullable Object,
            R extends @Nullable Object> {

        /**
         * Runs the body. May suspend.
         *
         * @param first what Kotlin passes first
         * @param second what Kotlin passes second
         * @param third what Kotlin passes third
         * @param fourth what Kotlin passes fourth
         * @param fifth what Kotlin passes fifth
         * @return the value
         * @throws Exception to fail the call
         */
        R run(A first, B second, C third, D fourth, E fifth) throws Exception;
    }

    /**
     * A body with five arguments and without a value.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @param <E> the type of the fifth argument
     */
    @FunctionalInterface
    public interface Action5<
            A extends @Nullable Object,
            B extends @Nullable Object,
            C extends @Nullable Object,
            D extends @Nullable Object,
            E extends @Nullable Object> {

        /**
         * Runs the body. May suspend.
         *
         * @param first what Kotlin passes first
         * @param second what Kotlin passes second
         * @param third what Kotlin passes third
         * @param fourth what Kotlin passes fourth
         * @param fifth what Kotlin passes fifth
         * @throws Exception to fail the call
         */
        void run(A first, B second, C third, D fourth, E fifth) throws Exception;
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

    // Kotlin's Result

    /**
     * Calls a suspend function that returns Kotlin's {@code Result}, and gives what the result holds. The calling body
     * suspends when the function suspends, and {@link suspension.Async#await(SuspendCall)} says what cancels what. A failure
     * in the result is given as it is. What the function itself throws is thrown, as {@code Async.await} throws it.
     *
     * <pre>{@code
     * Outcome<User> found = Suspend.awaitResult(c -> ShopKt.tryFind(shop, 42, c));
     * }</pre>
     *
     * <p>The outcome is the same whether the function suspends or not. A result inside a result is opened too.
     * {@code Async.await} and tasks open results as well: they give the value, and throw the failure.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return the value; or the failure, {@link Outcome.Cancelled} for a {@link CancellationException}
     * @throws java.util.concurrent.CompletionException around a checked exception that the function throws
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object> Outcome<T> awaitResult(SuspendCall<Result<? extends T>> call) {
        BodyTask<?> body = Callers.body("Suspend.awaitResult()");
        Objects.requireNonNull(call, "call");
        Object result;
        try {
            result = SuspendWaiter.<Result<? extends T>>await(body, call::invoke);
        } catch (Exception e) {
            throw KotlinCalls.thrown(e);
        }
        return KotlinCalls.outcomeOf(() -> Suspend.<T>uncheckedCast(Results.opened(result)));
    }

    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // a Result<T>, or what one holds
    private static <T extends @Nullable Object> T uncheckedCast(@Nullable Object value) {
        return (T) value;
    }

    /**
     * Makes Kotlin's {@code Result} of an outcome, for code that must give Kotlin one: a lambda of type {@code suspend () ->
     * Result<User>}, or an implementation of a generic function. A cancellation is a failure there.
     *
     * @param <T> the type of the value
     * @param outcome the outcome
     * @return Kotlin's form of it
     */
    public static <T extends @Nullable Object> Result<T> result(Outcome<? extends T> outcome) {
        Objects.requireNonNull(outcome, "outcome");
        if (outcome instanceof Outcome.Failure<? extends T> failure) {
            return Suspend.<Result<T>>uncheckedCast(Results.failed(failure.exception()));
        }
        if (outcome instanceof Outcome.Cancelled<? extends T> cancelled) {
            return Suspend.<Result<T>>uncheckedCast(Results.failed(cancelled.exception()));
        }
        return Suspend.<Result<T>>uncheckedCast(Results.succeeded(outcome.get()));
    }

    /**
     * Runs the code here and now, and makes Kotlin's {@code Result} of what it gives or throws. The code may suspend if the
     * caller may. A {@link CancellationException} is thrown, because it is meant for the caller. Kotlin's
     * {@code runCatching} would catch it.
     *
     * @param <T> the type of the value
     * @param body the code
     * @return its value, or what it threw
     * @throws CancellationException if the code throws one
     */
    public static <T extends @Nullable Object> Result<T> result(Awaitable<? extends T, ?> body) {
        Objects.requireNonNull(body, "body");
        return result(KotlinCalls.<T>outcomeUnlessCancelled(body));
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

    /**
     * As {@link #lambda(Body2)}, for three arguments.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <R> the type of the value
     * @param body the code
     * @return the suspend lambda
     */
    @SuppressWarnings("overloads")
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            Function4<A, B, C, Continuation<? super R>, @Nullable Object> lambda(
                    Body3<? super A, ? super B, ? super C, ? extends R> body) {
        Objects.requireNonNull(body, "body");
        return (first, second, third, continuation) -> implement(continuation, () -> body.run(first, second, third));
    }

    /**
     * As {@link #lambda(Action2)}, for three arguments.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param body the code
     * @return the suspend lambda
     */
    @SuppressWarnings("overloads")
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            Function4<A, B, C, Continuation<? super Unit>, @Nullable Object> lambda(
                    Action3<? super A, ? super B, ? super C> body) {
        Objects.requireNonNull(body, "body");
        return (first, second, third, continuation) -> {
            Action<Exception> action = () -> body.run(first, second, third);
            return implement(continuation, action);
        };
    }

    /**
     * As {@link #lambda(Body2)}, for four arguments.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @param <R> the type of the value
     * @param body the code
     * @return the suspend lambda
     */
    @SuppressWarnings("overloads")
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    R extends @Nullable Object>
            Function5<A, B, C, D, Continuation<? super R>, @Nullable Object> lambda(
                    Body4<? super A, ? super B, ? super C, ? super D, ? extends R> body) {
        Objects.requireNonNull(body, "body");
        return (first, second, third, fourth, continuation) ->
                implement(continuation, () -> body.run(first, second, third, fourth));
    }

    /**
     * As {@link #lambda(Action2)}, for four arguments.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @param body the code
     * @return the suspend lambda
     */
    @SuppressWarnings("overloads")
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object>
            Function5<A, B, C, D, Continuation<? super Unit>, @Nullable Object> lambda(
                    Action4<? super A, ? super B, ? super C, ? super D> body) {
        Objects.requireNonNull(body, "body");
        return (first, second, third, fourth, continuation) -> {
            Action<Exception> action = () -> body.run(first, second, third, fourth);
            return implement(continuation, action);
        };
    }

    /**
     * As {@link #lambda(Body2)}, for five arguments.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @param <E> the type of the fifth argument
     * @param <R> the type of the value
     * @param body the code
     * @return the suspend lambda
     */
    @SuppressWarnings("overloads")
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object,
                    R extends @Nullable Object>
            Function6<A, B, C, D, E, Continuation<? super R>, @Nullable Object> lambda(
                    Body5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> body) {
        Objects.requireNonNull(body, "body");
        return (first, second, third, fourth, fifth, continuation) ->
                implement(continuation, () -> body.run(first, second, third, fourth, fifth));
    }

    /**
     * As {@link #lambda(Action2)}, for five arguments.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <C> the type of the third argument
     * @param <D> the type of the fourth argument
     * @param <E> the type of the fifth argument
     * @param body the code
     * @return the suspend lambda
     */
    @SuppressWarnings("overloads")
    public static <
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    D extends @Nullable Object,
                    E extends @Nullable Object>
            Function6<A, B, C, D, E, Continuation<? super Unit>, @Nullable Object> lambda(
                    Action5<? super A, ? super B, ? super C, ? super D, ? super E> body) {
        Objects.requireNonNull(body, "body");
        return (first, second, third, fourth, fifth, continuation) -> {
            Action<Exception> action = () -> body.run(first, second, third, fourth, fifth);
            return implement(continuation, action);
        };
    }
}
