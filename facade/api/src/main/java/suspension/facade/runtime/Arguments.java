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
     * @param body the code
     * @return what the function returns to Kotlin
     */
    public @Nullable Object suspending(Awaitable<?, ?> body) {
        return Suspend.<@Nullable Object>implement(continuation(), body);
    }

    /**
     * Runs the body of a suspend function without a result.
     *
     * @param body the code
     * @return what the function returns to Kotlin
     */
    public @Nullable Object suspendingAction(Action<?> body) {
        return Suspend.implement(this.<Unit>continuation(), body);
    }

    /**
     * Runs the body of a suspend function that never returns.
     *
     * @param body the code
     * @return what the function returns to Kotlin
     */
    public @Nullable Object suspendingNothing(Action<?> body) {
        return suspending(() -> {
            body.run();
            throw new IllegalStateException("A function of Kotlin's that never returns has returned in Java");
        });
    }

    private <T extends @Nullable Object> Continuation<? super T> continuation() {
        return get(values.length - 1);
    }
}
