package suspension.bridge.task;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * How exceptions pass from one task, thread or language to another, and how several things are done in spite of one.
 */
public final class Failures {

    private Failures() {}

    /**
     * Runs the action. Returns the earlier failure, with what the action throws suppressed in it. Returns what the
     * action throws if there was no earlier failure, and null if nothing failed.
     */
    public static @Nullable Throwable add(@Nullable Throwable earlier, Runnable action) {
        try {
            action.run();
            return earlier;
        } catch (Throwable e) {
            if (earlier == null) {
                return e;
            }
            if (earlier != e) {
                earlier.addSuppressed(e);
            }
            return earlier;
        }
    }

    /** Throws an exception as it is, whatever its type. Does nothing for null. */
    public static void rethrow(@Nullable Throwable failure) {
        if (failure != null) {
            Failures.<RuntimeException>throwAs(failure);
        }
    }

    /**
     * Throws an exception that arrives from elsewhere: as it is if it is unchecked, otherwise in a
     * {@link CompletionException}.
     */
    public static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        throw new CompletionException(failure);
    }

    /** As {@link #unchecked}, but throws an exception of the named type as it is. */
    public static <X extends Exception> RuntimeException typed(Class<X> type, Throwable failure) throws X {
        if (type.isInstance(failure)) {
            throw type.cast(failure);
        }
        throw unchecked(failure);
    }

    /** Throws an exception that the caller knows to be an X, or unchecked. */
    @SuppressWarnings("unchecked")
    public static <X extends Throwable> RuntimeException throwAs(Throwable failure) throws X {
        throw (X) failure;
    }
}
