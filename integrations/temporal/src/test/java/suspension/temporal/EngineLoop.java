package suspension.temporal;

import java.util.concurrent.CompletableFuture;
import suspension.EventLoop;

/** Loops for activities that need one before there is an engine. */
final class EngineLoop {

    static final EventLoop LOOP = EventLoop.start("shared");

    private EngineLoop() {}

    /** A loop that is closed once something has happened. */
    static EventLoop closing(CompletableFuture<Void> happened) {
        EventLoop loop = EventLoop.start("closing");
        happened.thenRunAsync(loop::close);
        return loop;
    }
}
