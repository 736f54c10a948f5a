package suspension.spring.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import suspension.EventLoopGroup;
import suspension.spring.SuspensionAutoConfiguration;
import suspension.spring.SuspensionProperties;

/** Handler methods of WebFlux as bodies, and tasks, coroutines and flows that they return. */
@AutoConfiguration(after = SuspensionAutoConfiguration.class, before = WebFluxAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({RequestMappingHandlerAdapter.class, WebFluxRegistrations.class})
public class FluxAutoConfiguration {

    private static final WebFluxRegistrations NONE = new WebFluxRegistrations() {};

    /** Made by Spring. */
    public FluxAutoConfiguration() {}

    @Bean
    HandlerMethods suspensionHandlerMethods(ObjectProvider<EventLoopGroup> loops, SuspensionProperties properties) {
        return new HandlerMethods(
                SingletonSupplier.of(loops::getObject), properties.web().suspendControllers());
    }

    @Bean
    SmartInitializingSingleton suspensionFlowAdapters(
            ObjectProvider<EventLoopGroup> loops,
            SuspensionProperties properties,
            ObjectProvider<ReactiveAdapterRegistry> registries) {
        return () -> registries.forEach(registry -> FlowAdapter.register(
                registry, SingletonSupplier.of(loops::getObject), properties.contextPropagation()));
    }

    @Bean
    @Primary // Spring asks one bean only; this one asks the service's own
    WebFluxRegistrations suspensionFluxRegistrations(HandlerMethods methods, ObjectProvider<WebFluxRegistrations> all) {
        return new Registrations(methods, all);
    }

    @Bean
    SmartInitializingSingleton suspensionFluxCheck(
            HandlerMethods methods,
            ObjectProvider<RequestMappingHandlerMapping> mappings,
            ObjectProvider<RequestMappingHandlerAdapter> adapters) {
        return () -> {
            if (adapters.stream().noneMatch(FluxHandlerAdapter.class::isInstance)) {
                methods.refuseBodies(
                        mappings.stream().flatMap(mapping -> mapping.getHandlerMethods().values().stream()));
            }
        };
    }

    /** Has the handler adapter of this library, and whatever else the service's own registrations have. */
    private static final class Registrations implements WebFluxRegistrations {

        private final HandlerMethods methods;
        private final ObjectProvider<WebFluxRegistrations> all;

        Registrations(HandlerMethods methods, ObjectProvider<WebFluxRegistrations> all) {
            this.methods = methods;
            this.all = all;
        }

        @Override
        public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
            RequestMappingHandlerAdapter other = other().getRequestMappingHandlerAdapter();
            return other != null ? other : new FluxHandlerAdapter(methods);
        }

        @Override
        public @Nullable RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
            return other().getRequestMappingHandlerMapping();
        }

        /** As Spring does, this takes no registrations if there are several. */
        private WebFluxRegistrations other() {
            List<WebFluxRegistrations> others =
                    all.stream().filter(candidate -> candidate != this).toList();
            return others.size() == 1 ? others.get(0) : NONE;
        }
    }
}
