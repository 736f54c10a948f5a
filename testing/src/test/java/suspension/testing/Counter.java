package suspension.testing;

import static suspension.Async.yieldNow;

import suspension.Async;
import suspension.sync.AsyncEvent;

/** A counter that forgets that others may count while it thinks. First in, first out, it counts to three. */
final class Counter {

    private final AsyncEvent started = new AsyncEvent();
    int value;

    void countThrice() {
        Async.gather(this::first, this::second, this::third);
    }

    private Void first() {
        count();
        started.set();
        return null;
    }

    private Void second() {
        started.await();
        count();
        return null;
    }

    private Void third() {
        for (int i = 0; i < 4; i++) {
            yieldNow();
        }
        count();
        return null;
    }

    private void count() {
        int before = value;
        yieldNow();
        value = before + 1;
    }
}
