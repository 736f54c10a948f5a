package suspension.bridge.task;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What a body has opened and not closed yet. Only the body uses it. */
final class Leftovers {

    private final Deque<Runnable> closings = new ArrayDeque<>(2);

    void add(Runnable closing) {
        closings.add(closing);
    }

    void remove(Runnable closing) {
        closings.remove(closing);
    }

    /**
     * Closes everything, the last first, whatever the closings throw. Returns the first failure, with the later ones
     * suppressed in it.
     */
    @Nullable
    Throwable close(@Nullable Throwable earlier) {
        Throwable failure = earlier;
        for (Runnable closing = closings.pollLast(); closing != null; closing = closings.pollLast()) {
            failure = Failures.add(failure, closing);
        }
        return failure;
    }
}
