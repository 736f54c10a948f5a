package suspension.facade.runtime;

import org.jspecify.annotations.Nullable;

/**
 * A call of an ordinary Kotlin function, which may be made through a method handle.
 *
 * @param <T> what the function returns
 */
@FunctionalInterface
public interface KotlinCode<T extends @Nullable Object> {

    /**
     * Calls the function.
     *
     * @return what the function returns
     * @throws Throwable what the function throws
     */
    T run() throws Throwable;
}
