package suspension.spring.web;

import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;

/** Calls the handler methods of Spring MVC, as bodies where they are meant to be. */
final class MvcHandlerAdapter extends RequestMappingHandlerAdapter {

    private final HandlerMethods methods;

    MvcHandlerAdapter(HandlerMethods methods, ReactiveAdapterRegistry registry) {
        this.methods = methods;
        setReactiveAdapterRegistry(registry);
    }

    @Override
    protected ServletInvocableHandlerMethod createInvocableHandlerMethod(HandlerMethod handler) {
        return new MvcHandlerMethod(handler, methods);
    }
}
