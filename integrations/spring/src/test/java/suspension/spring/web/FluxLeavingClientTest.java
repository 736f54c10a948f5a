package suspension.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import org.junit.jupiter.api.Test;

class FluxLeavingClientTest extends LeavingClientTest {

    FluxLeavingClientTest() {
        super(Service.Stack.FLUX);
    }

    @Test
    void clientThatLeavesCancelsItsBodyOnce() throws Exception {
        try (Socket socket = send("/waiting")) {
            assertThat(events.next()).isEqualTo("started");
        }
        assertThat(events.next()).startsWith("cancelled: Nobody wants the result of Waits.waiting");
        assertThat(events.next()).isEqualTo("cleaned up");
    }

    @Test
    void limitOfFilterCancelsTheBody() throws Exception {
        assertThat(service.get("/limited").statusCode()).isEqualTo(503);
        assertThat(events.next()).isEqualTo("started");
        assertThat(events.next()).startsWith("cancelled: Nobody wants the result of Waits.waiting");
        assertThat(events.next()).isEqualTo("cleaned up");
    }
}
