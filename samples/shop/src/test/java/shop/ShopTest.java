package shop;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import suspension.EventLoopGroup;

/** The shop as its customers see it: over HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "shop.restocking=1h")
class ShopTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static HttpServer rates;

    @LocalServerPort
    private int port;

    @Autowired
    private EventLoopGroup loops;

    @Autowired
    private JavaProducts products;

    @Autowired
    private JavaPurchases purchases;

    @Autowired
    private Restocking restocking;

    /** The other service. */
    @DynamicPropertySource
    static void startRates(DynamicPropertyRegistry properties) throws Exception {
        rates = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        rates.createContext("/rates/INR", exchange -> {
            byte[] answer = "{\"currency\": \"INR\", \"rate\": 100}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        rates.start();
        properties.add(
                "shop.rates", () -> "http://localhost:" + rates.getAddress().getPort());
    }

    @AfterAll
    static void stopRates() {
        rates.stop(0);
    }

    @Test
    void manyRequestsThatTakeSecondEachTakeSecondTogether() {
        long start = System.nanoTime();
        List<CompletableFuture<HttpResponse<String>>> requests = IntStream.range(0, 200)
                .mapToObj(id -> CLIENT.sendAsync(get("/users/" + id).build(), BodyHandlers.ofString()))
                .collect(toList());
        List<String> answers =
                requests.stream().map(request -> request.join().body()).collect(toList());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(answers).hasSize(200).contains("{\"id\":7,\"name\":\"User 7\"}");
        assertThat(took).isGreaterThanOrEqualTo(Duration.ofSeconds(1)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void productsAreStreamed() throws Exception {
        assertThat(send(get("/products")).body()).contains("Masala chai").contains("Green tea");
    }

    @Test
    void productThatIsNotThereIsNotFound() throws Exception {
        assertThat(send(get("/products/coffee")).statusCode()).isEqualTo(404);
    }

    @Test
    void purchaseTakesGoodsAndIsWrittenDown() throws Exception {
        int before = stockOf("chai");
        HttpResponse<String> answer = send(post("/purchases", order("chai", 2)));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"total\":500.0");
        assertThat(stockOf("chai")).isEqualTo(before - 2);
    }

    // tag::test[]
    @Test
    void purchaseOfTooMuchIsRolledBack() throws Exception {
        long before = loops.run(() -> purchases.count());
        HttpResponse<String> answer = send(post("/purchases", order("ginger", 11)));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).isEqualTo("There is not enough of ginger");
        assertThat(loops.<Long, RuntimeException>run(() -> purchases.count())).isEqualTo(before);
    }
    // end::test[]

    @Test
    void whatCannotBeBoughtIsTheCustomersMistake() throws Exception {
        assertThat(send(post("/purchases", order("chai", -1))).statusCode()).isEqualTo(400);
        String dollars = order("chai", 1).replace("INR", "XYZ");
        assertThat(send(post("/purchases", dollars)).body()).isEqualTo("Nobody knows that currency");
    }

    @Test
    void feedTellsOfThePurchaseBeforeAndOfThoseThatFollow() throws Exception {
        buyGreenTea();
        HttpResponse<Stream<String>> feed = CLIENT.send(get("/purchases/feed").build(), BodyHandlers.ofLines());
        assertThat(feed.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        try (Stream<String> lines = feed.body()) {
            Iterator<String> events =
                    lines.filter(line -> line.contains("\"green\"")).iterator();
            assertThat(events.next()).startsWith("data:");
            buyGreenTea();
            assertThat(events.next()).startsWith("data:");
        }
    }

    private void buyGreenTea() throws Exception {
        assertThat(send(post("/purchases", order("green", 1))).statusCode()).isEqualTo(201);
    }

    @Test
    void restockingFillsUpWhatHasRunLow() {
        assertThat(stockOf("mint")).isZero();
        restocking.restock();
        assertThat(stockOf("mint")).isEqualTo(10);
    }

    @Test
    void healthMetricsAndTasksTellHowTheLoopsAre() throws Exception {
        assertThat(send(get("/actuator/health")).body())
                .contains("\"suspension\"")
                .contains("UP");
        assertThat(send(get("/actuator/metrics")).body()).contains("suspension.loop");
        assertThat(send(get("/actuator/tasks")).body()).contains("shop-1");
    }

    private int stockOf(String sku) {
        return loops.run(() -> products.findById(sku)).getStock();
    }

    private static String order(String sku, int count) {
        return "{\"sku\": \"" + sku + "\", \"count\": " + count + ", \"currency\": \"INR\"}";
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpRequest.Builder post(String path, String json) {
        return get(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
