package suspension;

import java.util.concurrent.CompletableFuture;

/** Closed until somebody opens it. Any thread. */
public final class Gate {

    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    /** Lets all who wait go on, and all who come. */
    public void open() {
        opened.complete(null);
    }

    /** Suspends until it is open. Cancelling one who waits leaves it as it is. */
    public void await() {
        Async.await(opened.copy());
    }
}
