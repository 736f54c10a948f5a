package suspension.remote;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An engine that starts a key once. It logs what it is asked. For one loop. */
final class FakeEngine {

    /** What the engine says when it refuses something. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** What the client says of work that has failed. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    /** What the client says of work that was cancelled at the engine. */
    static final class Cancelled extends Exception {
        private static final long serialVersionUID = 1L;

        Cancelled(String message) {
            super(message);
        }
    }

    /** What the client says of work of which the engine knows no more. */
    static final class Uncertain extends Exception {
        private static final long serialVersionUID = 1L;

        Uncertain(String message) {
            super(message);
        }
    }

    /** What the client says when it cannot read a result. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    static final RemoteRules RULES = RemoteRules.DEFAULT.withVerdicts(failure -> {
        if (failure instanceof Refused) {
            return Verdict.REFUSED;
        }
        if (failure instanceof Failed) {
            return Verdict.FAILED;
        }
        if (failure instanceof Cancelled) {
            return Verdict.CANCELLED;
        }
        if (failure instanceof Uncertain) {
            return Verdict.UNCERTAIN;
        }
        if (failure instanceof Unreadable) {
            return Verdict.DONE;
        }
        return RemoteRules.DEFAULT.verdicts().apply(failure);
    });

    final List<String> log = new ArrayList<>();
    private final Map<String, CompletableFuture<String>> works = new HashMap<>();
    private final Map<String, CompletableFuture<String>> connections = new HashMap<>();
    private boolean reachable = true;
    private boolean cancels = true;

    CompletionStage<String> start(String key) {
        log.add("start " + key);
        if (!reachable) {
            return CompletableFuture.failedFuture(new IOException("connection refused"));
        }
        CompletableFuture<String> connection = work(key).copy();
        connections.put(key, connection);
        return connection;
    }

    CompletionStage<?> cancel(String key) {
        log.add("cancel " + key);
        if (!reachable) {
            return CompletableFuture.failedFuture(new IOException("connection refused"));
        }
        return cancels
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new Refused("too late"));
    }

    private CompletableFuture<String> work(String key) {
        return works.computeIfAbsent(key, any -> new CompletableFuture<>());
    }

    void finish(String key, String result) {
        log.add("finished " + key);
        work(key).complete(result);
    }

    void fail(String key, Throwable failure) {
        log.add("failed " + key);
        work(key).completeExceptionally(failure);
    }

    void endAsCancelled(String key) {
        log.add("cancelled " + key);
        work(key).completeExceptionally(new Cancelled("by the engine"));
    }

    void refuseToCancel() {
        cancels = false;
    }

    /** The engine goes away: calls under way break, and further ones do not get through. */
    void goAway() {
        reachable = false;
        connections.values().forEach(call -> call.completeExceptionally(new IOException("connection reset")));
    }

    void comeBack() {
        reachable = true;
    }
}
