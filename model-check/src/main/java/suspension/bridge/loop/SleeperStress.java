package suspension.bridge.loop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/**
 * A thread posts to a loop just when the loop goes to sleep, because it has just run what was posted before. The
 * announcement of the sleeper and the second look at the inbox must not be swapped, neither by the compiler nor by the
 * processor.
 */
@JCStressTest
@Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "Everything that was posted runs.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A wake-up is lost.")
@State
public class SleeperStress {

    /** How long something posted may take to run on a machine that is busy. */
    private static final long PATIENCE = 5_000_000_000L;

    private static final int POSTS = 20;

    /** It lives as long as the JVM. */
    private static final LoopExecutor LOOP =
            new LoopExecutor("loop", LoopClock.SYSTEM, LoopOrder.FIRST_IN_FIRST_OUT, e -> {}, null);

    static {
        LOOP.start(null, null);
    }

    /** What is posted. The poster reads what the loop writes. */
    private static final class Post implements Runnable {

        private volatile boolean ran;

        @Override
        public void run() {
            ran = true;
        }
    }

    private static boolean allRun() {
        for (int i = 0; i < POSTS; i++) {
            Post post = new Post();
            LOOP.execute(post);
            if (!post.ran && !runsInTime(post)) {
                LOOP.wakeSleeper(); // so that the next posts run
                return false;
            }
            for (int pause = 0; pause < i / 4; pause++) {
                Thread.onSpinWait(); // so that posts meet the loop at each point of its way to sleep
            }
        }
        return true;
    }

    private static boolean runsInTime(Post post) {
        long end = System.nanoTime() + PATIENCE;
        while (!post.ran) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** Posts to the loop. The other side is the loop's thread. */
    @Actor
    public void poster(Z_Result result) {
        result.r1 = allRun();
    }
}
