package suspension.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.sleep;

import java.time.Duration;
import kotlinx.coroutines.flow.Flow;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;
import suspension.Coroutine;
import suspension.interop.Flows;
import suspension.spring.SuspendController;

/** Who asks is known in a body, also if that has to be looked up first, as a session's user has. */
class FluxUserTest {

    @Configuration(proxyBeanMethods = false)
    @Import(Users.class)
    static class Application {

        @Bean
        WebFilter session() {
            Mono<SecurityContext> lookedUp = Mono.delay(Duration.ofMillis(1))
                    .map(tick -> new SecurityContextImpl(new TestingAuthenticationToken("ada", "")));
            return (exchange, chain) ->
                    chain.filter(exchange).contextWrite(ReactiveSecurityContextHolder.withSecurityContext(lookedUp));
        }
    }

    @SuspendController
    static class Users {

        private static String user() {
            return String.valueOf(SecurityContextHolder.getContext().getAuthentication());
        }

        @GetMapping("/body")
        String body() {
            sleep(Duration.ofMillis(1));
            return user();
        }

        @GetMapping("/coroutine")
        Coroutine<String> coroutine() {
            return Coroutine.of(this::body);
        }

        @GetMapping("/flow")
        Flow<String> flow() {
            return Flows.generate(emitter -> emitter.emit(body()));
        }
    }

    @Test
    void userWhoHasToBeLookedUpIsKnownInBodiesCoroutinesAndFlows() throws Exception {
        try (Service service = Service.start(Service.Stack.FLUX, Application.class)) {
            assertThat(service.get("/body").body()).contains("Principal=ada");
            assertThat(service.get("/coroutine").body()).contains("Principal=ada");
            assertThat(service.get("/flow").body()).contains("Principal=ada");
        }
    }
}
