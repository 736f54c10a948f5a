package suspension.soak;

import java.time.Duration;
import java.util.Random;
import suspension.Async;
import suspension.Awaitable;
import suspension.EventLoop;
import suspension.Task;
import suspension.internal.LoopAccess;

/** A loop to play on. */
final class LoopHome extends Home {

    private final EventLoop loop;

    /** Whether the loop is first given no time to close. */
    private final boolean hasty;

    private LoopHome(EventLoop loop, boolean hasty) {
        this.loop = loop;
        this.hasty = hasty;
    }

    static LoopHome open(String name, Theatre theatre, Random random) {
        EventLoop loop = EventLoop.builder()
                .name(name)
                .debug(random.nextInt(5) == 0)
                .blockingThreads(1 + random.nextInt(4))
                .exceptionHandler(theatre::reported)
                .build();
        theatre.traces.watch(loop);
        theatre.tally.count(Tally.Of.LOOPS_OPENED);
        LoopHome home = new LoopHome(loop, random.nextBoolean());
        home.settle(() -> {
            while (true) {
                Async.sleep(Duration.ofHours(1));
            }
        });
        return home;
    }

    @Override
    <T> Task<T> start(String name, Awaitable<T, ?> body) {
        return loop.createTask(name, body);
    }

    @Override
    EventLoop loop() {
        return loop;
    }

    @Override
    void close() {
        if (hasty) {
            loop.close(Duration.ZERO);
        }
        loop.close();
    }

    @Override
    void abandon() {
        loop.close(Duration.ZERO);
    }

    @Override
    String pending() {
        return LoopAccess.<EventLoop, EventLoop.Builder>get().describePending(loop);
    }
}
