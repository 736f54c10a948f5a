package suspension;

import org.jspecify.annotations.Nullable;

/**
 * Something that a body can await: a lambda, a {@link Task}, a {@link Coroutine}, or a class of your own.
 *
 * <p>Mirrors asyncio's awaitable, an object with {@code __await__}.
 *
 * @param <T> what it gives
 * @param <X> the checked exception that it throws; inferred as {@code RuntimeException} if there is none
 */
@FunctionalInterface
public interface Awaitable<T extends @Nullable Object, X extends Exception> {

    /**
     * Returns the value. Suspends the calling body until the value is there.
     *
     * @return the value
     * @throws X as the implementation says
     */
    T await() throws X;
}
