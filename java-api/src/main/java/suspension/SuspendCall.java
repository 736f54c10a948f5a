package suspension;

import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * A call of a Kotlin suspend function: {@code c -> api.fetchUser(42, c)}. Kotlin compiles
 * {@code suspend fun fetchUser(id: Long): User} to a method with one more parameter, the continuation. Pass the
 * continuation on and return what the method returns.
 *
 * <p>The lambda runs as Kotlin code, so it must not suspend by itself. Compute arguments that need an await before the
 * call.
 *
 * @param <T> the function's result; a function of {@code Unit} gives null
 */
@FunctionalInterface
public interface SuspendCall<T extends @Nullable Object> {

    /**
     * Calls the function.
     *
     * @param continuation to pass on as the function's last argument
     * @return what the function returns: its value, or Kotlin's mark that it has suspended
     * @throws Exception what the function throws
     */
    @Nullable
    Object invoke(Continuation<T> continuation) throws Exception;
}
