package suspension.remote;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An engine that starts a key once. It logs what it is asked. For one loop. */
@SuppressWarnings("serial")
final class FakeEngine {

    /** What the client tells instead of a result. */
    abstract static class Told extends Exception {
        private final Verdict verdict;

        Told(Verdict verdict, String message) {
            super(message);
            this.verdict = verdict;
        }
    }

    /** What the engine says when it refuses something. */
    static final class Refused extends Told {
        Refused(String message) {
            super(Verdict.REFUSED, message);
        }
    }

    /** What the client says of work that has failed. */
    static final class Failed extends Told {
        Failed(String message) {
            super(Verdict.FAILED, message);
        }
    }

    /** What the client says of work that was cancelled at the engine. */
    static final class Cancelled extends Told {
        Cancelled(String message) {
            super(Verdict.CANCELLED, message);
        }
    }

    /** What the client says of work of which the engine knows no more. */
    static final class Uncertain extends Told {
        Uncertain(String message) {
            super(Verdict.UNCERTAIN, message);
        }
    }

    /** What the client says when it cannot read a result. */
    static final class Unreadable extends Told {
        Unreadable(String message) {
            super(Verdict.DONE, message);
        }
    }

    static final RemoteRules RULES = RemoteRules.DEFAULT.withVerdicts(failure -> failure instanceof Told told
            ? told.verdict
            : RemoteRules.DEFAULT.verdicts().apply(failure));

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
