package suspension;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The system property that limits the threads of toThread, in a JVM that is started with it. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class BlockingThreadsPropertyTest {

    @Test
    void limitsHowManyCallsRunAtOnce() throws Exception {
        List<String> options = List.of("-Dsuspension.blockingThreads=2");
        assertThat(ChildJvm.run(ChildJvm.classPath(), options, CallsAtOnce.class.getName()))
                .containsExactly("2 at once");
    }

    /** Says how many of four calls of toThread run at once. */
    static final class CallsAtOnce {

        private static final CountDownLatch BEGUN = new CountDownLatch(4);
        private static final AtomicInteger RUNNING = new AtomicInteger();
        private static final AtomicInteger MOST = new AtomicInteger();

        private CallsAtOnce() {}

        public static void main(String[] args) {
            Async.run(() -> Async.gather(
                    () -> Async.toThread(CallsAtOnce::call),
                    () -> Async.toThread(CallsAtOnce::call),
                    () -> Async.toThread(CallsAtOnce::call),
                    () -> Async.toThread(CallsAtOnce::call)));
            System.out.println(MOST.get() + " at once");
        }

        private static boolean call() throws InterruptedException {
            MOST.accumulateAndGet(RUNNING.incrementAndGet(), Math::max);
            BEGUN.countDown();
            boolean all = BEGUN.await(500, MILLISECONDS); // in vain, if there are fewer threads
            RUNNING.decrementAndGet();
            return all;
        }
    }
}
