package suspension.bridge.task;

import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.Dispatchers;
import org.jspecify.annotations.Nullable;

/**
 * A host with nothing of its own: it hands each body to an executor. Its scope dispatches nothing, so that a model
 * checker follows the library's code and little else.
 */
public final class ModelHost extends TaskHost {

    private final Executor executor;
    private final CoroutineScope scope;

    /** Makes a host whose bodies start where the executor runs them, on a thread with a carrier. */
    public ModelHost(Executor executor) {
        this.executor = executor;
        this.scope =
                Jobs.scope(Jobs.supervisor(null), Dispatchers.getUnconfined(), EmptyCoroutineContext.INSTANCE, this);
    }

    /** Makes a host whose bodies each have a thread of their own, as off a loop. */
    public static ModelHost ofThreads() {
        ModelHost[] host = new ModelHost[1];
        host[0] = new ModelHost(body -> new Thread(() -> new ThreadOfBody(host[0]).carry(body)).start());
        return host[0];
    }

    /** A thread that parks while its body waits. */
    private static final class ThreadOfBody extends Carrier {

        private final Thread thread = Thread.currentThread();
        private final TaskHost host;

        ThreadOfBody(TaskHost host) {
            this.host = host;
        }

        void carry(Runnable body) {
            install(this);
            try {
                body.run();
            } finally {
                install(null);
            }
        }

        @Override
        public Thread thread() {
            return thread;
        }

        @Override
        public TaskHost host() {
            return host;
        }

        @Override
        protected void suspend(Waiter waiter) {
            while (waiter.isWaiting()) {
                LockSupport.park(waiter);
            }
        }

        @Override
        protected void resume(Waiter waiter) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    protected void startBody(BodyTask<?> body) {
        executor.execute(body);
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public boolean isDebug() {
        return false;
    }

    @Override
    public CoroutineScope taskScope() {
        return scope;
    }

    @Override
    public Object home() {
        return this;
    }

    @Override
    public boolean isCurrent() {
        Carrier carrier = Carrier.current();
        return carrier != null && carrier.host() == this;
    }

    @Override
    protected void fatal(@Nullable Throwable error) {
        throw new AssertionError(error);
    }

    @Override
    protected void handle(UncaughtError error) {
        throw new AssertionError(error.message(), error.failure());
    }

    // What no check needs

    @Override
    protected void startCall(SuspendTask<?> call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Handle soon(Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void inOrder(Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void continueHere(Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Handle after(long nanos, Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public Handle callOnThread(CoroutineContext context, Runnable call, Consumer<? super Throwable> failed) {
        throw new UnsupportedOperationException();
    }
}
