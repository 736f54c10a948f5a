package suspension.spring;

import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import suspension.EventLoopGroup;

/**
 * Closes the loops with their context: after the web server has drained its requests and stopped, before beans are
 * destroyed that bodies may still use.
 *
 * <p>Loops cannot be started again, and one that has nothing to do costs nothing. So a context that is only stopped, or
 * paused, leaves them as they are.
 */
final class LoopsLifecycle implements SmartLifecycle, ApplicationListener<ContextClosedEvent>, DisposableBean {

    /** Below that of the web server, which stops at 2048 below the default, after it has drained at 1024. */
    static final int PHASE = DEFAULT_PHASE - 3072;

    private final EventLoopGroup loops;
    private final Duration timeout;
    private final ApplicationContext context;

    private volatile boolean running;
    private volatile boolean started;
    private volatile boolean closing;
    private volatile boolean closed;

    LoopsLifecycle(EventLoopGroup loops, Duration timeout, ApplicationContext context) {
        this.loops = loops;
        this.timeout = timeout;
        this.context = context;
    }

    @Override
    public void start() {
        started = true;
        running = true;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        closing |= event.getApplicationContext() == context;
    }

    @Override
    public void stop() {
        running = false;
        if (closing) {
            closed = true;
            loops.close(timeout);
        }
    }

    /** Closes the loops of a context that was stopped before, or could not be started. */
    @Override
    public void destroy() {
        if (!closed) {
            loops.close(started ? timeout : Duration.ZERO);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
