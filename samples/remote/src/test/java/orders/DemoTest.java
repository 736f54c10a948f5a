package orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The sample, with its processes. */
class DemoTest {

    @Test
    void aHundredOrdersAreChargedOnceEachThoughAWorkerIsKilledAndCancelledOnesAreNot() throws Exception {
        Demo.Report report = Demo.run();
        assertThat(report.receipts()).hasSize(100).doesNotHaveDuplicates();
        assertThat(report.entries()).hasSize(100).allMatch(order -> order.startsWith("order-"));
        assertThat(report.entered()).isBetween(99, 100); // a worker that is killed may not have noted its last one
        assertThat(report.started()).isGreaterThanOrEqualTo(100);
        assertThat(report.cancelledOrders()).hasSize(10);
        assertThat(report.cancelledAtWorkers()).containsExactlyInAnyOrderElementsOf(report.cancelledOrders());
    }
}
