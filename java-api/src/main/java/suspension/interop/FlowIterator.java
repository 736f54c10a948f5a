package suspension.interop;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import suspension.bridge.flow.FlowIteration;

/** The elements of a flow, one after the other; each step may suspend. */
final class FlowIterator<T extends @Nullable Object> implements Iterator<T> {

    private final FlowIteration<T> iteration;
    private final Runnable ensureOpen;

    /** True from the moment when upstream is asked until the element is taken. */
    private boolean asked;

    /** Whether upstream had an element. Counts only while {@code asked} is true. */
    private boolean found;

    FlowIterator(FlowIteration<T> iteration, Runnable ensureOpen) {
        this.iteration = iteration;
        this.ensureOpen = ensureOpen;
    }

    @Override
    public boolean hasNext() {
        ensureOpen.run();
        if (!asked) {
            asked = true;
            found = false;
            found = advance();
        }
        return found;
    }

    private boolean advance() {
        try {
            return iteration.advance();
        } catch (Exception e) {
            throw KotlinCalls.thrown(e);
        }
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The flow has ended; ask hasNext() first");
        }
        asked = false;
        return iteration.element();
    }
}
