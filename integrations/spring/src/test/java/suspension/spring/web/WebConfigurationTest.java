package suspension.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import reactor.core.publisher.Flux;
import suspension.Coroutine;
import suspension.spring.ShownInGuide;
import suspension.spring.SuspendController;
import suspension.spring.SuspensionAutoConfiguration;

/** What makes a method a body, and what keeps it from being one. */
class WebConfigurationTest {

    private final WebApplicationContextRunner mvc = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DispatcherServletAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    SuspensionAutoConfiguration.class,
                    MvcAutoConfiguration.class))
            .withPropertyValues("suspension.loops=1");

    private final ReactiveWebApplicationContextRunner flux = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CodecsAutoConfiguration.class,
                    WebFluxAutoConfiguration.class,
                    SuspensionAutoConfiguration.class,
                    FluxAutoConfiguration.class))
            .withPropertyValues("suspension.loops=1");

    @SuspendController("beanName")
    static class Bodies {

        @GetMapping("/value")
        String value() {
            return "value";
        }

        @GetMapping("/flux")
        Flux<String> flux() {
            return Flux.just("flux");
        }

        @GetMapping("/entity")
        ResponseEntity<CompletableFuture<String>> entity() {
            return ResponseEntity.ok(CompletableFuture.completedFuture("future"));
        }

        @GetMapping("/coroutine")
        Coroutine<String> coroutine() {
            return Coroutine.of(() -> "coroutine");
        }
    }

    @RestController
    static class Plain {

        @GetMapping("/plain")
        String value() {
            return "plain";
        }
    }

    /** Not a controller, but has handler methods, as Spring's own endpoints do. */
    @Component
    static class Endpoint {

        @GetMapping("/endpoint")
        String value() {
            return "endpoint";
        }
    }

    private static boolean isBody(HandlerMethods methods, Class<?> controller, String method) throws Exception {
        return methods.kind(new HandlerMethod(
                        controller.getDeclaredConstructor().newInstance(), controller.getDeclaredMethod(method)))
                .isBody();
    }

    @Test
    void methodsOfSuspendControllerAreBodiesUnlessTheirResultIsAsynchronous() {
        mvc.run(context -> {
            HandlerMethods methods = context.getBean(HandlerMethods.class);
            assertThat(isBody(methods, Bodies.class, "value")).isTrue();
            assertThat(isBody(methods, Bodies.class, "flux")).isFalse();
            assertThat(isBody(methods, Bodies.class, "entity")).isFalse();
            assertThat(isBody(methods, Bodies.class, "coroutine")).isFalse();
            assertThat(isBody(methods, Plain.class, "value")).isFalse();
        });
    }

    @Test
    void propertyMakesBodiesOfTheMethodsOfAllControllers() {
        mvc.withPropertyValues("suspension.web.suspend-controllers=true").run(context -> {
            HandlerMethods methods = context.getBean(HandlerMethods.class);
            assertThat(isBody(methods, Plain.class, "value")).isTrue();
            assertThat(isBody(methods, Endpoint.class, "value")).isFalse();
        });
    }

    @Test
    void suspendControllerNamesItsBean() {
        assertThat(AnnotatedElementUtils.getMergedAnnotation(Bodies.class, Component.class)
                        .value())
                .isEqualTo("beanName");
    }

    @Test
    void registrationsOfTheServiceCountToo() {
        mvc.withUserConfiguration(OwnMapping.class).run(context -> {
            assertThat(context.getBean("requestMappingHandlerMapping")).isInstanceOf(CountedMapping.class);
            assertThat(context.getBean(RequestMappingHandlerAdapter.class)).isInstanceOf(MvcHandlerAdapter.class);
        });
    }

    static final class CountedMapping extends RequestMappingHandlerMapping {}

    @Configuration
    static class OwnMapping {

        @Bean
        WebMvcRegistrations own() {
            return new WebMvcRegistrations() {
                @Override
                public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                    return new CountedMapping();
                }
            };
        }
    }

    @Test
    void serviceThatKeepsBodiesFromRunningDoesNotStart() {
        mvc.withUserConfiguration(ByHandInMvc.class, Bodies.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("Bodies#value() cannot run on a loop")
                        .hasMessageContaining("Leave out @EnableWebMvc")
                        .satisfies(cause -> ShownInGuide.as("service-no-room.txt", cause.toString())));
        flux.withUserConfiguration(ByHandInFlux.class, Bodies.class)
                .run(context ->
                        assertThat(context).getFailure().hasMessageContaining("Bodies#value() cannot run on a loop"));
    }

    @Test
    void serviceWithoutBodiesMayHaveItsOwnConfiguration() {
        mvc.withUserConfiguration(ByHandInMvc.class, Plain.class)
                .run(context -> assertThat(context).hasNotFailed());
        flux.withUserConfiguration(ByHandInFlux.class, Plain.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Configuration
    @EnableWebMvc
    static class ByHandInMvc {}

    @Configuration
    @EnableWebFlux
    static class ByHandInFlux {}

    @Test
    void serviceWithoutWebNeedsNothingOfIt() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SuspensionAutoConfiguration.class, MvcAutoConfiguration.class, FluxAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(HandlerMethods.class));
    }
}
