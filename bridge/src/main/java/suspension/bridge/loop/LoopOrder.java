package suspension.bridge.loop;

import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Which of a loop's ready entries runs next. The holder of the turn calls everything here but {@link #posted}.
 *
 * <p>Tests choose other orders than the real one. Whatever is chosen, one entry runs at a time, and the entries that an
 * entry adds become ready after it.
 */
public interface LoopOrder {

    /** The real order. It looks at the timers once in each cycle, so that neither they nor a busy queue starve. */
    LoopOrder FIRST_IN_FIRST_OUT = new LoopOrder() {
        @Override
        public @Nullable Runnable takeNext(Deque<Runnable> ready) {
            return ready.pollFirst();
        }

        @Override
        public int cycle(int ready) {
            return ready;
        }
    };

    /**
     * Takes one entry out of those that are ready, the first of which came first. Returns null if there is none; may
     * also return something to run that was not among them.
     */
    @Nullable
    Runnable takeNext(Deque<Runnable> ready);

    /** Returns how many entries run before the loop looks at its timers and at what other threads have posted. */
    default int cycle(int ready) {
        return 1;
    }

    /** Called before the loop looks. May wait for what other threads are about to post. */
    default void beforeLooking() {}

    /** Called when another thread has posted an entry, by that thread. */
    default void posted(Runnable entry) {}
}
