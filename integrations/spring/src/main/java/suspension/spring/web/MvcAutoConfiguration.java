package suspension.spring.web;

import jakarta.servlet.Servlet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import suspension.EventLoopGroup;
import suspension.spring.SuspensionAutoConfiguration;
import suspension.spring.SuspensionProperties;

/** Handler methods of Spring MVC as bodies, and tasks, coroutines and flows that they return. */
@AutoConfiguration(after = SuspensionAutoConfiguration.class, before = WebMvcAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Servlet.class, RequestMappingHandlerAdapter.class, WebMvcRegistrations.class})
public class MvcAutoConfiguration {

    private static final WebMvcRegistrations NONE = new WebMvcRegistrations() {};

    /** Made by Spring. */
    public MvcAutoConfiguration() {}

    @Bean
    HandlerMethods suspensionHandlerMethods(ObjectProvider<EventLoopGroup> loops, SuspensionProperties properties) {
        return new HandlerMethods(
                SingletonSupplier.of(loops::getObject), properties.web().suspendControllers());
    }

    /** Spring MVC shares a registry with the whole process, so that what is meant for this service needs another. */
    @Bean
    ReactiveAdapterRegistry suspensionMvcAdapterRegistry(
            ObjectProvider<EventLoopGroup> loops, SuspensionProperties properties) {
        ReactiveAdapterRegistry registry = new ReactiveAdapterRegistry();
        FlowAdapter.register(registry, SingletonSupplier.of(loops::getObject), properties.contextPropagation());
        return registry;
    }

    @Bean
    @Primary // Spring asks one bean only; this one asks the service's own
    WebMvcRegistrations suspensionMvcRegistrations(
            HandlerMethods methods,
            @Qualifier("suspensionMvcAdapterRegistry") ReactiveAdapterRegistry registry,
            ObjectProvider<WebMvcRegistrations> all) {
        return new Registrations(methods, registry, all);
    }

    @Bean
    MvcCancelledResolver suspensionMvcCancelledResolver(HandlerMethods methods) {
        return new MvcCancelledResolver(methods);
    }

    @Bean
    SmartInitializingSingleton suspensionMvcCheck(
            HandlerMethods methods,
            ObjectProvider<RequestMappingHandlerMapping> mappings,
            ObjectProvider<RequestMappingHandlerAdapter> adapters) {
        return () -> {
            if (adapters.stream().noneMatch(MvcHandlerAdapter.class::isInstance)) {
                methods.refuseBodies(
                        mappings.stream().flatMap(mapping -> mapping.getHandlerMethods().values().stream()));
            }
        };
    }

    /** Has the handler adapter of this library, and whatever else the service's own registrations have. */
    private static final class Registrations implements WebMvcRegistrations {

        private final HandlerMethods methods;
        private final ReactiveAdapterRegistry registry;
        private final ObjectProvider<WebMvcRegistrations> all;

        Registrations(
                HandlerMethods methods, ReactiveAdapterRegistry registry, ObjectProvider<WebMvcRegistrations> all) {
            this.methods = methods;
            this.registry = registry;
            this.all = all;
        }

        @Override
        public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
            RequestMappingHandlerAdapter other = other().getRequestMappingHandlerAdapter();
            return other != null ? other : new MvcHandlerAdapter(methods, registry);
        }

        @Override
        public @Nullable RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
            return other().getRequestMappingHandlerMapping();
        }

        @Override
        public @Nullable ExceptionHandlerExceptionResolver getExceptionHandlerExceptionResolver() {
            return other().getExceptionHandlerExceptionResolver();
        }

        /** As Spring does, this takes no registrations if there are several. */
        private WebMvcRegistrations other() {
            List<WebMvcRegistrations> others =
                    all.stream().filter(candidate -> candidate != this).toList();
            return others.size() == 1 ? others.get(0) : NONE;
        }
    }
}
