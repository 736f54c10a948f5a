package suspension;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.Dispatchers;

/** Place bodies run: what a test claims holds in both places, unless it is about the order that the loop's turn makes. */
public enum Place {

    /** On a loop: between two suspensions nobody else runs. */
    LOOP,

    /** On one of Kotlin's dispatchers: each body has a thread of its own, and they run in parallel. */
    DISPATCHER;

    private static final long PATIENCE_SECONDS = 20;

    /** Runs the body here and gives its value, or throws what it threw; what it has left behind is cancelled. */
    public <T, X extends Exception> T run(Awaitable<T, X> body) throws X {
        return this == LOOP ? Async.run(body) : Place.<T, X>runOnDispatcher(body);
    }

    /** As {@link #run(Awaitable)}, for a body without a value. */
    public <X extends Exception> void run(Action<X> body) throws X {
        Place.this.<Void, X>run(() -> {
            body.run();
            return null;
        });
    }

    /** Makes a home here, for tests that start several tasks from outside. */
    Home open() {
        return open(EmptyCoroutineContext.INSTANCE);
    }

    /** Makes a home with these elements in the context of everything that runs there. */
    Home open(CoroutineContext elements) {
        return this == LOOP ? Home.onALoop(elements) : Home.offALoop(elements);
    }

    private static <T, X extends Exception> T runOnDispatcher(Awaitable<T, X> body) throws X {
        TaskScope scope = TaskScope.on(Dispatchers.getIO());
        Task<T> task = scope.createTask(body);
        try {
            awaitEnd(task);
            CompletableFuture.runAsync(scope::close).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException e) {
            scope.cancel(); // closing it would wait as well
            throw new AssertionError(task + " or what it started did not end; left in " + scope, e);
        }
        if (task.outcome() instanceof Outcome.Failure<T> failure) {
            throw Place.<X>thrown(failure.exception());
        }
        return task.outcome().get();
    }

    private static void awaitEnd(Task<?> task) throws InterruptedException, TimeoutException {
        try {
            task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | CancellationException e) {
            // seen in its outcome
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the body declares what it throws
    private static <X extends Exception> X thrown(Throwable exception) {
        if (exception instanceof Error error) {
            throw error;
        }
        return (X) exception;
    }
}
