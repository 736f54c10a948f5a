package suspension.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import org.junit.jupiter.api.Test;

class MvcLeavingClientTest extends LeavingClientTest {

    MvcLeavingClientTest() {
        super(Service.Stack.MVC);
    }

    @Test
    void requestThatTimesOutIsUnavailableAndCancelsItsBodyOnce() throws Exception {
        assertThat(service.get("/waiting").statusCode()).isEqualTo(503);
        assertThat(events.next()).isEqualTo("started");
        assertThat(events.next()).isEqualTo("cancelled: The request for Waits.waiting timed out");
        assertThat(events.next()).isEqualTo("cleaned up");
    }

    @Test
    void tomcatDoesNotTellOfClientThatLeavesSoThatTheTimeoutCancels() throws Exception {
        try (Socket socket = send("/waiting")) {
            assertThat(events.next()).isEqualTo("started");
            socket.setSoLinger(true, 0);
        }
        assertThat(events.next()).isEqualTo("cancelled: The request for Waits.waiting timed out");
        assertThat(events.next()).isEqualTo("cleaned up");
    }
}
