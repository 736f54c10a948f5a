package suspension.guide.insight;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.sleep;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.EventLoop;
import suspension.guide.support.Logged;
import suspension.guide.support.Shown;
import suspension.insight.TaskGraph;

/** The code and the trees of the page "Seeing into a loop". */
@Timeout(60)
class InsightTest {

    @Test
    void graphOfALoopBeginsWithTheDeadlock() {
        try (EventLoop loop = EventLoop.start("orders")) {
            loop.createTask("order", Packing::order);
            while (TaskGraph.of(loop).deadlocks().isEmpty()) {
                Thread.onSpinWait();
            }
            // tag::graph[]
            TaskGraph graph = TaskGraph.of(loop); // from any thread, also when the loop is blocked
            System.out.println(graph);
            // end::graph[]
            Shown.as("insight-deadlock.txt", graph.toString());
        }
    }

    @Test
    void statisticsNeedNoRecording() {
        try (EventLoop loop = EventLoop.start("orders")) {
            loop.run(() -> sleep(ofMillis(1)));
            // tag::statistics[]
            System.out.println(loop.statistics().longestSlice());
            // end::statistics[]
            assertThat(loop.statistics().longestSlice()).isPositive();
        }
    }

    @Test
    void slowCloseSaysWhatIsLeft() {
        try (Logged log = Logged.start()) {
            EventLoop loop = EventLoop.start("orders");
            loop.createTask("audit", () -> {
                try {
                    sleep(ofMinutes(1));
                } finally {
                    sleep(ofMillis(5500)); // a clean-up that takes its time
                }
            });
            loop.run(() -> sleep(ofMillis(1)));
            loop.close();
            Shown.as("insight-close.txt", log.await("orders"));
        }
    }
}
