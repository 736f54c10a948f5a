package suspension.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"GetUser", "FetchThree", "FetchFromKotlin"})
    void keepsItsPromise(String sample) throws Exception {
        Runs.assertKeepsItsPromise(sample);
    }

    @Test
    void fourRequestsOfOneSecondAreAnsweredTogether() throws Exception {
        assertThat(Runs.of("GetUser").lines())
                .filteredOn(line -> line.contains("200"))
                .hasSize(4);
        assertThat(Runs.seconds("GetUser")).isLessThan(3);
    }

    @Test
    void fetchesOfTwoSecondsOverlapFromJavaAndFromKotlin() throws Exception {
        assertThat(Runs.seconds("FetchThree")).isLessThan(4);
        assertThat(Runs.seconds("FetchFromKotlin")).isLessThan(4);
    }

    @Test
    void endpointGetsWhatFollowsItsPath() throws Exception {
        try (WebServer server = WebServer.start("/echo/", argument -> "<" + argument + ">")) {
            HttpResponse<String> response = get(server.uri("/echo/a/b"));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("<a/b>");
        }
    }

    @Test
    void illegalArgumentIsABadRequest() throws Exception {
        try (WebServer server = WebServer.start("/users/", id -> "user " + Long.parseLong(id))) {
            HttpResponse<String> response = get(server.uri("/users/x"));

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("\"x\"");
        }
    }

    @Test
    void failureOfAnEndpointEndsTheConnectionAndIsReported() throws Exception {
        try (Warnings warnings = Warnings.capture()) {
            try (WebServer server = WebServer.start("/", path -> {
                throw new IllegalStateException("no database");
            })) {
                assertThatThrownBy(() -> get(server.uri("/"))).isInstanceOf(IOException.class);
            }
            assertThat(warnings.next("nobody looked at its outcome")).contains("failed");
        }
    }

    private HttpResponse<String> get(URI uri) throws Exception {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
