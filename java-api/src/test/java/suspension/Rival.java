package suspension;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A second thread that acts at the same moment as a body, once a round: both spin, so that the two meet within
 * nanoseconds. The body calls; the rival only acts.
 */
public final class Rival implements AutoCloseable {

    private static final long LIMIT = TimeUnit.SECONDS.toNanos(20);

    private final Runnable act;
    private final Thread thread = new Thread(this::run, "rival");

    /** Written by the body. */
    private volatile int begun;

    /** Written by the rival. */
    private volatile int ended;

    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /** A thread that runs this in each round. */
    public Rival(Runnable act) {
        this.act = act;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        int turns = 0;
        while (!closed) {
            if (begun == ended) {
                pause(turns++);
                continue;
            }
            turns = 0;
            try {
                act.run();
            } catch (Throwable e) {
                failure = e;
            }
            ended = begun;
        }
    }

    /** Lets the rival act, from now on. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public void go() {
        begun++;
    }

    /** Whether the rival has acted in this round. */
    public boolean hasActed() {
        return begun == ended;
    }

    /** Waits, without suspending or blocking, until the rival has acted in this round. */
    public void awaitAct() {
        long start = System.nanoTime();
        for (int turns = 0; !hasActed(); turns++) {
            pause(turns);
            if (System.nanoTime() - start > LIMIT) {
                throw new AssertionError("the rival never acted");
            }
        }
        if (failure != null) {
            throw new AssertionError("the rival failed", failure);
        }
    }

    /** Spins; but not for ever, for the other may have no processor. */
    private static void pause(int turns) {
        if (turns < 1_000) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(1_000);
        }
    }

    /** Moves the moment at which the caller goes on by some nanoseconds. */
    public static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
