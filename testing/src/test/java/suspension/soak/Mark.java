package suspension.soak;

import java.util.concurrent.atomic.AtomicInteger;

/** One run of a piece of code that ends in a {@code finally}. Any thread. */
final class Mark implements AutoCloseable {

    private final String what;
    private final AtomicInteger entered = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();

    Mark(String what) {
        this.what = what;
    }

    Mark enter() {
        entered.incrementAndGet();
        return this;
    }

    /** Belongs into the code's {@code finally}. */
    @Override
    public void close() {
        left.incrementAndGet();
    }

    boolean wasEntered() {
        return entered.get() > 0;
    }

    boolean isOpen() {
        return left.get() < entered.get();
    }

    boolean isWrong() {
        return entered.get() > 1 || left.get() != entered.get();
    }

    @Override
    public String toString() {
        return what + " was entered " + entered + " times, and its finally ran " + left + " times";
    }
}
