package suspension.facade.runtime;

import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * A call of a Kotlin suspend function, which may be made through a method handle.
 *
 * @param <T> what the function gives
 */
@FunctionalInterface
public interface SuspendFunction<T extends @Nullable Object> {

    /**
     * Calls the function.
     *
     * @param continuation the function's last argument
     * @return what the function returns: its value, or Kotlin's mark that it has suspended
     * @throws Throwable what the function throws
     */
    @Nullable
    Object invoke(Continuation<? super T> continuation) throws Throwable;
}
