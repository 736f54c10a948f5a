package suspension.soak;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import suspension.Awaitable;
import suspension.EventLoop;
import suspension.Task;

/** Where scenes are played: a loop, or a dispatcher of Kotlin's. */
abstract class Home {

    /** A stage that is never complete and that no waiter can cancel. */
    final CompletionStage<String> endless = new CompletableFuture<String>().minimalCompletionStage();

    private @Nullable Task<String> immortal;

    /** Starts the task that lives as long as this home. */
    final void settle(Awaitable<String, ?> body) {
        immortal = start("immortal", body);
    }

    /** A task that lives as long as this home. */
    final Task<String> immortal() {
        return immortal;
    }

    abstract <T> Task<T> start(String name, Awaitable<T, ?> body);

    /** The loop; null if there is none. */
    abstract @Nullable EventLoop loop();

    /** Blocks until everything here is done. */
    abstract void close();

    /** Begins to close, and waits for nothing. */
    abstract void abandon();

    /** What is not done, for messages. */
    abstract String pending();
}
