package programs;

import static suspension.Async.sleep;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import kotlinx.coroutines.DelayKt;
import suspension.EventLoopGroup;

/** Ten thousand tasks on the loops of a group: some bodies, each with a thread, and more suspend functions. */
public final class Many {

    private static final int BODIES = 1_000;
    private static final int FUNCTIONS = 9_000;

    private Many() {}

    public static void main(String[] args) throws InterruptedException {
        Ready.endWithTheTest();
        EventLoopGroup group = EventLoopGroup.builder().name("crawlers").size(4).build();
        for (int i = 1; i <= FUNCTIONS; i++) {
            group.createTask("page-" + i, c -> DelayKt.awaitCancellation(c));
        }
        CountDownLatch begun = new CountDownLatch(BODIES);
        for (int i = 1; i <= BODIES; i++) {
            group.createTask("crawler-" + i, () -> {
                begun.countDown();
                sleep(Duration.ofDays(1));
            });
        }
        begun.await();
        Ready.say();
    }
}
