package suspension.facade.runtime;

import java.util.function.Function;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
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
            return Async.await(function);
        } catch (IllegalStateException e) {
            throw Misuse.explained(e, function);
        }
    }

    /**
     * As {@link #await(SuspendFunction)}, for a value that takes another form in Java. It is turned into that as the
     * function ends, before anything else looks at it: what is Kotlin's {@code Result} there is open to
     * {@link Async#await(SuspendCall)}.
     *
     * @param <T> the type of the value in Java
     * @param function the call
     * @param toJava turns what the function gives, bare or boxed, into what Java sees
     * @return its value
     */
    public static <T extends @Nullable Object> T await(
            SuspendFunction<@Nullable Object> function, Function<@Nullable Object, T> toJava) {
        try {
            return Async.await(converted(function, toJava));
        } catch (IllegalStateException e) {
            throw Misuse.explained(e, function);
        }
    }

    /**
     * As {@link #await(SuspendFunction)}, for a function that declares exceptions. These are thrown as they are, and other checked ones
     * inside a {@code CompletionException}.
     *
     * @param <T> the type of the value
     * @param function the call
     * @param declared the classes of the exceptions
     * @return its value
     */
    public static <T extends @Nullable Object> T awaitThrowing(SuspendFunction<T> function, Class<?>... declared) {
        return awaitDeclared(function, function, declared);
    }

    /**
     * As {@link #await(SuspendFunction, Function)}, for a function that declares exceptions.
     *
     * @param <T> the type of the value in Java
     * @param function the call
     * @param toJava turns what the function gives, bare or boxed, into what Java sees
     * @param declared the classes of the exceptions
     * @return its value
     */
    public static <T extends @Nullable Object> T awaitThrowing(
            SuspendFunction<@Nullable Object> function, Function<@Nullable Object, T> toJava, Class<?>... declared) {
        return awaitDeclared(converted(function, toJava), function, declared);
    }

    private static <T extends @Nullable Object> T awaitDeclared(
            SuspendCall<T> call, SuspendFunction<?> function, Class<?>... declared) {
        try {
            return Async.await(Exception.class, call);
        } catch (IllegalStateException e) {
            throw Misuse.explained(e, function);
        } catch (Exception e) {
            throw Thrown.asDeclared(e, declared);
        }
    }

    /** Returns a call that gives its value on in another form. */
    static <T extends @Nullable Object> SuspendCall<T> converted(
            SuspendCall<@Nullable Object> call, Function<@Nullable Object, T> toJava) {
        return continuation -> {
            Object value = call.invoke(new ConvertingContinuation<>(continuation, toJava));
            return value == IntrinsicsKt.getCOROUTINE_SUSPENDED() ? value : toJava.apply(value);
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
