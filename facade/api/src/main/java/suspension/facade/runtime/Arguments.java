package suspension.facade.runtime;

import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import suspension.Action;
import suspension.Awaitable;
import suspension.interop.Suspend;

/** What Kotlin passes to a function that Java implements. */
public final class Arguments {

    private final @Nullable Object[] values;

    Arguments(@Nullable Object[] values) {
        this.values = values;
    }

    /**
     * Returns an argument.
     *
     * @param <T> its type
     * @param index its place
     * @return the argument
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the function's signature says so
    public <T extends @Nullable Object> T get(int index) {
        return (T) values[index];
    }

    /**
     * Runs the body of a suspend function, whose continuation comes last.
     *
     * @param <T> the type of its value
     * @param body the code
     * @return what the function returns to Kotlin
     */
    public <T extends @Nullable Object> @Nullable Object suspending(KotlinCode<T> body) {
        Awaitable<T, RuntimeException> code = () -> valueOf(body);
        return Suspend.<T>implement(continuation(), code);
    }

    /**
     * Runs the body of a suspend function without a result.
     *
     * @param body the code
     * @return what the function returns to Kotlin
     */
    public @Nullable Object suspendingAction(KotlinAction body) {
        Action<RuntimeException> code = () -> run(body);
        return Suspend.implement(this.<Unit>continuation(), code);
    }

    /**
     * Runs the body of a suspend function that never returns.
     *
     * @param body the code
     * @return what the function returns to Kotlin
     */
    public @Nullable Object suspendingNothing(KotlinAction body) {
        return suspending(() -> {
            body.run();
            throw new IllegalStateException("A function of Kotlin's that never returns has returned in Java");
        });
    }

    /** A function may declare {@code Throwable}, which bodies do not. */
    private static <T extends @Nullable Object> T valueOf(KotlinCode<T> body) {
        try {
            return body.run();
        } catch (Throwable e) {
            throw Thrown.asItIs(e);
        }
    }

    private static void run(KotlinAction body) {
        try {
            body.run();
        } catch (Throwable e) {
            throw Thrown.asItIs(e);
        }
    }

    private <T extends @Nullable Object> Continuation<? super T> continuation() {
        return get(values.length - 1);
    }
}
