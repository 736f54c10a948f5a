package suspension.facade.runtime;

import org.jspecify.annotations.Nullable;
import suspension.Async;
import suspension.SuspendCall;

/** The calls that a facade's methods make. */
public final class KotlinCalls {

    private KotlinCalls() {}

    /**
     * Calls a suspend function as part of the calling body, as {@link Async#await(SuspendCall)} does.
     *
     * @param <T> the type of the value
     * @param function the call
     * @return its value
     */
    public static <T extends @Nullable Object> T await(SuspendFunction<T> function) {
        try {
            return Async.await(suspendCall(function));
        } catch (IllegalStateException e) {
            throw Misuse.explained(e, function);
        }
    }

    /**
     * As {@link #await}, for a function that declares exceptions. These are thrown as they are, and other checked ones
     * inside a {@code CompletionException}.
     *
     * @param <T> the type of the value
     * @param function the call
     * @param declared the classes of the exceptions
     * @return its value
     */
    public static <T extends @Nullable Object> T awaitThrowing(SuspendFunction<T> function, Class<?>... declared) {
        try {
            return Async.await(Exception.class, suspendCall(function));
        } catch (IllegalStateException e) {
            throw Misuse.explained(e, function);
        } catch (Exception e) {
            throw Thrown.asDeclared(e, declared);
        }
    }

    /** Returns the call in the form that tasks and bodies know. */
    static <T extends @Nullable Object> SuspendCall<T> suspendCall(SuspendFunction<T> function) {
        return continuation -> {
            try {
                return function.invoke(continuation);
            } catch (LinkageError e) {
                throw Misuse.explained(e, function);
            } catch (Throwable e) {
                throw Thrown.asItIs(e);
            }
        };
    }

    /**
     * Calls an ordinary function.
     *
     * @param <T> the type of the result
     * @param code the call
     * @return its result
     */
    public static <T extends @Nullable Object> T call(KotlinCode<T> code) {
        try {
            return code.run();
        } catch (LinkageError e) {
            throw Misuse.explained(e, code);
        } catch (Throwable e) {
            throw Thrown.asItIs(e);
        }
    }

    /**
     * Calls an ordinary function without a result.
     *
     * @param code the call
     */
    public static void run(KotlinAction code) {
        try {
            code.run();
        } catch (LinkageError e) {
            throw Misuse.explained(e, code);
        } catch (Throwable e) {
            throw Thrown.asItIs(e);
        }
    }

    /**
     * Gives a value its type.
     *
     * @param <T> the type, which the function's signature tells
     * @param value the value
     * @return the same
     */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    public static <T extends @Nullable Object> T cast(@Nullable Object value) {
        return (T) value;
    }
}
