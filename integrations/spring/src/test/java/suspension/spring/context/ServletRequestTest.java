package suspension.spring.context;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.await;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import io.micrometer.observation.Observation;
import jakarta.servlet.Filter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import suspension.Coroutine;
import suspension.spring.SuspensionAutoConfiguration;
import suspension.spring.context.Holder.Undo;

/**
 * An endpoint that suspends has after it what it had before, although the servlet's thread has left the request. Spring's
 * own suspend functions lose it (spring-framework issue 37002).
 */
class ServletRequestTest {

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        SuspensionAutoConfiguration.class
    })
    static class Application {

        /** Opened when the servlet's thread has taken everything back. */
        final CountDownLatch left = new CountDownLatch(1);

        @Bean
        Endpoint endpoint() {
            return new Endpoint(left);
        }

        @Bean
        Filter filter() {
            return (request, response, chain) -> {
                if (request.getDispatcherType() != jakarta.servlet.DispatcherType.REQUEST) {
                    chain.doFilter(request, response);
                    return;
                }
                String order = Objects.requireNonNull(request.getParameter("order"));
                request.setAttribute("order", order);
                MDC.put("order", order);
                Observation observation = Observation.start(order, Holder.OBSERVATIONS);
                try (Undo user = Holder.SECURITY.with(order);
                        Observation.Scope scope = observation.openScope()) {
                    chain.doFilter(request, response);
                } finally {
                    MDC.clear();
                    left.countDown();
                }
            };
        }
    }

    @RestController
    static class Endpoint {

        private final CountDownLatch left;

        Endpoint(CountDownLatch left) {
            this.left = left;
        }

        @GetMapping("/orders/{kind}")
        Coroutine<String> order(@PathVariable String kind) {
            return Coroutine.of(() -> {
                List<String> seen = new ArrayList<>(seen());
                suspension.Async.toThread(() -> left.await());
                sleep(ofMillis(5));
                seen.addAll(seen());
                await(c -> KotlinCode.afterDelay(() -> "", c));
                seen.addAll(seen());
                seen.addAll(gather(Endpoint::seen).get(0));
                return kind + seen;
            });
        }

        private static List<String> seen() {
            return List.of(
                    Holder.MDC_ENTRY.seen(), Holder.OBSERVATION.seen(), Holder.SECURITY.seen(), Holder.REQUEST.seen());
        }
    }

    @Test
    void requestsHaveTheirOwnThroughoutTheirEndpoints() {
        try (var context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0", "suspension.loops=1", "server.tomcat.threads.max=4")
                .run()) {
            String port = Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
            HttpClient client = HttpClient.newHttpClient();
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                URI order = URI.create("http://localhost:" + port + "/orders/new?order=" + i);
                answers.add(
                        client.sendAsync(HttpRequest.newBuilder(order).build(), HttpResponse.BodyHandlers.ofString())
                                .thenApply(HttpResponse::body));
            }
            for (int i = 0; i < 8; i++) {
                String each = String.join(", ", java.util.Collections.nCopies(16, Integer.toString(i)));
                assertThat(answers.get(i).join()).isEqualTo("new[" + each + "]");
            }
        }
    }
}
