package programs;

import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import suspension.EventLoop;

/** One loop is blocked in a native call, one computes without end, and one does a little of everything. */
public final class Busy {

    private Busy() {}

    public static void main(String[] args) throws InterruptedException {
        EventLoop reader = EventLoop.start("reader");
        EventLoop computer = EventLoop.start("computer");
        EventLoop fine = EventLoop.start("fine");
        fine.createTask("ticker", Busy::tick);
        computer.createTask("compute", Busy::compute);
        reader.createTask("read input", Busy::readInput);
        new CountDownLatch(1).await();
    }

    /** Ends with the test, whose end of the pipe is closed then. */
    private static void readInput() throws IOException {
        Ready.say();
        while (System.in.read() >= 0) {
            // nothing is said
        }
        System.exit(0);
    }

    private static void compute() {
        long sum = 0;
        while (sum != 1) {
            for (int i = 0; i < Integer.MAX_VALUE; i++) {
                sum += i ^ sum;
            }
        }
    }

    private static void tick() {
        while (true) {
            createTask("tock", () -> sleep(Duration.ofMillis(5))).await();
        }
    }
}
