package suspension.spring.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers 503 for a body or task that was cancelled, unless the service has an exception handler for that. */
final class MvcCancelledResolver implements HandlerExceptionResolver, Ordered {

    private final HandlerMethods methods;

    MvcCancelledResolver(HandlerMethods methods) {
        this.methods = methods;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!(exception instanceof CancellationException)
                || response.isCommitted()
                || !(handler instanceof HandlerMethod method)
                || !isOurs(method)) {
            return null;
        }
        try {
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value(), exception.getMessage());
        } catch (IOException e) {
            exception.addSuppressed(e);
            return null;
        }
        return new ModelAndView();
    }

    private boolean isOurs(HandlerMethod method) {
        HandlerMethods.Kind kind = methods.kind(method);
        return kind.isBody() || kind.givesTask();
    }
}
