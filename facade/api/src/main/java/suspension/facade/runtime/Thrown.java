package suspension.facade.runtime;

import java.util.concurrent.CompletionException;

/** Throws exceptions past javac. */
final class Thrown {

    private Thrown() {}

    /** Throws the very object, whatever its type. */
    static RuntimeException asItIs(Throwable thrown) {
        throw Thrown.<RuntimeException>sneaky(thrown);
    }

    /** Throws what is unchecked or declared as it is, and other checked exceptions in a {@link CompletionException}. */
    static RuntimeException asDeclared(Exception thrown, Class<?>... declared) {
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        for (Class<?> type : declared) {
            if (type.isInstance(thrown)) {
                throw asItIs(thrown);
            }
        }
        throw new CompletionException(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> RuntimeException sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }
}
