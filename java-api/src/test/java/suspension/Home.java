package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Dispatchers;
import org.jspecify.annotations.Nullable;

/** A loop, or a scope on a dispatcher that is none. No wait here lasts for ever, also where the code under test hangs. */
final class Home implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final @Nullable EventLoop loop;
    private final TaskScope scope;

    private Home(@Nullable EventLoop loop, TaskScope scope) {
        this.loop = loop;
        this.scope = scope;
    }

    static Home onALoop(CoroutineContext elements) {
        EventLoop loop = EventLoop.builder().context(elements).build();
        return new Home(loop, TaskScope.of(loop.scope()));
    }

    static Home offALoop(CoroutineContext elements) {
        return new Home(null, TaskScope.on(Dispatchers.getDefault().plus(elements)));
    }

    <T extends @Nullable Object> Task<T> start(Awaitable<T, ?> body) {
        return loop == null ? scope.<T>createTask(body) : loop.<T>createTask(body);
    }

    Task<@Nullable Void> start(Action<?> body) {
        return loop == null ? scope.createTask(body) : loop.createTask(body);
    }

    <T extends @Nullable Object> Task<T> call(SuspendCall<T> call) {
        return loop == null ? scope.<T>createTask(call) : loop.<T>createTask(call);
    }

    /** Runs the callback on the loop. */
    void execute(Runnable callback) {
        assertThat(loop).isNotNull();
        loop.execute(callback);
    }

    /** How the task ends, which must be soon. */
    static <T extends @Nullable Object> Outcome<T> end(Task<T> task) {
        try {
            task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            fail("%s has not ended", task);
        } catch (ExecutionException | CancellationException e) {
            // the outcome tells
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        return task.outcome();
    }

    /** The value of the task, which must come soon; throws what the task failed with. */
    static <T extends @Nullable Object> T value(Task<T> task) {
        end(task);
        return task.join();
    }

    /** Closes a loop, which must end soon. */
    static void close(EventLoop loop) {
        assertThat(loop.close(LIMIT)).as("%s has closed", loop).isTrue();
    }

    /** Closes, which must end soon. */
    @Override
    public void close() {
        if (loop != null) {
            close(loop);
            return;
        }
        Thread closing = new Thread(scope::close);
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(LIMIT.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        assertThat(closing.isAlive()).as("%s still closes", scope).isFalse();
    }
}
