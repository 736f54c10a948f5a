package suspension.testing;

import java.util.Deque;
import org.jspecify.annotations.Nullable;
import suspension.EventLoop;
import suspension.bridge.loop.Loop;
import suspension.bridge.loop.LoopOrder;
import suspension.internal.LoopAccess;

/** A loop in virtual time, for one run after another, so that thousands of runs need not make thousands of threads. */
final class VirtualLoop implements AutoCloseable {

    private final VirtualClock clock = new VirtualClock(this::stuck);
    private final EventLoop loop;
    private final Loop bridge;
    private final boolean strict;

    /** The run that uses this loop now, or last. Written while nothing runs on the loop; any thread reads. */
    private volatile @Nullable VirtualRun run;

    /** @param strict whether errors that reach nobody are the run's business, and are not logged */
    VirtualLoop(String name, boolean strict) {
        this.strict = strict;
        EventLoop.Builder builder = EventLoop.builder().name(name);
        if (strict) {
            builder.exceptionHandler(error -> {
                VirtualRun current = run;
                if (current != null) {
                    current.note(error);
                }
            });
        }
        loop = access().start(builder, clock.source, new Order());
        bridge = access().bridge(loop);
    }

    static LoopAccess<EventLoop, EventLoop.Builder> access() {
        return LoopAccess.get();
    }

    /** Gives this loop to a run. Time begins anew. */
    void use(VirtualRun next) {
        run = next;
        clock.restart();
        if (strict) {
            bridge.setProbe(next);
        }
    }

    EventLoop loop() {
        return loop;
    }

    Loop bridge() {
        return bridge;
    }

    VirtualClock clock() {
        return clock;
    }

    String describePending() {
        return access().describePending(loop);
    }

    private void stuck() {
        VirtualRun current = run;
        if (current != null) {
            current.stuck();
        }
    }

    /** Ends the loop. Does not wait for it. */
    @Override
    public void close() {
        bridge.close();
    }

    /** The order of whichever run uses the loop. */
    private final class Order implements LoopOrder {

        private LoopOrder current() {
            VirtualRun current = run;
            return current == null ? FIRST_IN_FIRST_OUT : current.order();
        }

        @Override
        public @Nullable Runnable takeNext(Deque<Runnable> ready) {
            return current().takeNext(ready);
        }

        @Override
        public int cycle(int ready) {
            return current().cycle(ready);
        }

        @Override
        public void beforeLooking() {
            current().beforeLooking();
        }

        @Override
        public void posted(Runnable entry) {
            current().posted(entry);
        }
    }
}
