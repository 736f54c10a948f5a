package suspension.remote;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import suspension.Async;

/**
 * Work that an engine does elsewhere, on another machine or in another process, awaited as anything else is.
 *
 * <p>The engine knows work by its key: it starts a key once, and whoever starts it again gets the outcome of the first
 * start. So it is safe to ask again with the same key, and only with the same key. Everything else about an engine is in
 * its {@link Start}, its {@link Cancel} and its {@link RemoteRules}.
 *
 * <pre>{@code
 * Receipt receipt = Remote.call("order-7", key -> client.start(key, order), key -> client.cancel(key));
 * }</pre>
 */
public final class Remote {

    private Remote() {}

    /**
     * Starts work at the engine, or joins the work of that key.
     *
     * @param <T> the type of the result
     */
    @FunctionalInterface
    public interface Start<T extends @Nullable Object> {

        /**
         * Called on the loop, so it must not block. Called again, with the same key, if the engine could not be reached.
         * If {@link Cancel} has been called before, it must only join the work, and not start it anew.
         *
         * @param key the work's key
         * @return completes with the work's result, or with the failure that the client tells
         * @throws Exception what the client tells at once
         */
        CompletionStage<? extends T> start(String key) throws Exception;
    }

    /** Asks the engine to cancel work. */
    @FunctionalInterface
    public interface Cancel {

        /**
         * Called on the loop, so it must not block. Called again, with the same key, if the engine could not be reached.
         *
         * @param key the work's key
         * @return completes when the engine has taken the request. It must fail if the engine has not, and also if it
         *     knows no such work: where it has completed, {@link Start} may be called again, to join the work. The
         *     outcome of the work itself comes by the stage that {@code Start} has given
         * @throws Exception if the engine refuses
         */
        CompletionStage<?> cancel(String key) throws Exception;
    }

    /**
     * Like {@link #call(String, Start, Cancel, RemoteRules)}, with {@link RemoteRules#DEFAULT}.
     *
     * @param <T> the type of the result
     * @param key the work's key
     * @param start starts the work
     * @param cancel asks the engine to cancel it
     * @return the work's result
     */
    public static <T extends @Nullable Object> T call(String key, Start<T> start, Cancel cancel) {
        return call(key, start, cancel, RemoteRules.DEFAULT);
    }

    /**
     * Starts work and returns its result. Suspends the calling body until the engine has said what became of the work.
     *
     * <p>Cancelling the caller's task asks the engine to cancel the work, and <b>then waits for what the engine says</b>:
     * a result that is there all the same is returned, and the body meets the request at its next wait. If the engine
     * refuses the request, the work goes on and is awaited. This wait has a limit, {@link RemoteRules#patience}.
     *
     * <p>A task ends as cancelled if a request comes between this call and the end of its body, as every task does, and
     * drops what its body returns. So put a result that must not be lost away in the body, before anything else.
     *
     * <p>While the engine cannot be reached, this asks again with the same key: for the work as often as the rules say,
     * and to cancel it for as long as the patience lasts.
     *
     * <p>Work that somebody else has cancelled is {@link NotDoneException}: a task whose work has vanished does not pass
     * for one that was asked to end.
     *
     * @param <T> the type of the result
     * @param key the work's key, the same for the same work; not blank
     * @param start starts the work
     * @param cancel asks the engine to cancel it
     * @param rules how the engine's failures are read, how often it is asked, and how long it may take to cancel
     * @return the work's result
     * @throws NotDoneException if the engine has refused the work, or the work has failed, or was cancelled without a
     *     request of this caller
     * @throws NotKnownException if nobody here knows whether the work was done or goes on
     * @throws UnreadableResultException if the work was done, and its result cannot be read
     * @throws java.util.concurrent.CancellationException if the caller was cancelled, and the engine has cancelled the
     *     work; or if the caller had been cancelled before, so that this call has started nothing. It says nothing of an
     *     earlier call
     * @throws IllegalArgumentException if the key is blank; nothing is started then
     * @throws IllegalStateException outside a body; nothing is started then
     */
    public static <T extends @Nullable Object> T call(String key, Start<T> start, Cancel cancel, RemoteRules rules) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(cancel, "cancel");
        Objects.requireNonNull(rules, "rules");
        return Async.await(c -> RemoteCalls.callRemote(key, start, cancel, rules, c));
    }
}
