package suspension;

import org.jspecify.annotations.Nullable;

/**
 * Something that a body can await: a lambda, a {@link Task}, a {@link Coroutine}, or a class of your own.
 *
 * <p>Mirrors asyncio's awaitable, an object with {@code __await__}.
 *
 * @param <T> what it gives
 * @param <X> the checked exception that it throws; inferred as {@code RuntimeException} where there is none
 */
@FunctionalInterface
public interface Awaitable<T extends @Nullable Object, X extends Exception> {

    /**
     * Gives the value, suspending the calling body until it is there.
     *
     * @return the value
     * @throws X as the implementation says
     */
    T await() throws X;
}
