package suspension.facade.runtime;

import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import suspension.SuspendCall;

/**
 * A call of a Kotlin suspend function, which may be made through a method handle.
 *
 * @param <T> what the function gives
 */
@FunctionalInterface
@SuppressWarnings("FunctionalInterfaceMethodChanged") // only generated code makes one, and casts none
public interface SuspendFunction<T extends @Nullable Object> extends SuspendCall<T> {

    /**
     * Calls the function.
     *
     * @param continuation the function's last argument
     * @return what the function returns: its value, or Kotlin's mark that it has suspended
     * @throws Throwable what the function throws
     */
    @Nullable
    Object call(Continuation<T> continuation) throws Throwable;

    /** Calls the function, and says which one it is if it is missing. What the function throws is thrown as it is. */
    @Override
    default @Nullable Object invoke(Continuation<T> continuation) {
        try {
            return call(continuation);
        } catch (LinkageError e) {
            throw Misuse.explained(e, this);
        } catch (Throwable e) {
            throw Thrown.asItIs(e);
        }
    }
}
