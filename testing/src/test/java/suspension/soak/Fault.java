package suspension.soak;

import java.util.concurrent.CompletionException;
import suspension.ExceptionGroup;

/** What a scene throws on purpose. */
final class Fault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Fault() {
        super("on purpose", null, true, false);
    }

    /** Whether the failure comes from faults and nothing else. */
    static boolean explains(Throwable failure) {
        if (failure instanceof ExceptionGroup group) {
            return group.exceptions().stream().allMatch(Fault::explains);
        }
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return explains(failure.getCause());
        }
        return failure instanceof Fault;
    }
}
