package suspension.spring.web;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.validation.method.MethodValidator;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.InvocableHandlerMethod;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.server.ServerWebExchange;

/** One call of a handler method as a body, for an exchange of WebFlux. */
final class FluxBody extends InvocableHandlerMethod {

    FluxBody(HandlerMethod handler) {
        super(handler);
    }

    void validate(MethodValidator validator, @Nullable Object[] arguments) {
        validator.applyArgumentValidation(
                getBean(), getBridgedMethod(), getMethodParameters(), arguments, getValidationGroups());
    }

    String unresolved(MethodParameter parameter) {
        return formatArgumentError(parameter, "No suitable resolver");
    }

    /** Calls the method in a body. Returns null if the method has answered the exchange by itself. */
    @Nullable
    HandlerResult call(@Nullable Object[] arguments, ServerWebExchange exchange, BindingContext binding)
            throws Exception {
        Object value = doInvoke(arguments);
        HttpStatusCode status = getResponseStatus();
        if (status != null) {
            exchange.getResponse().setStatusCode(status);
        }
        return value == null && isAnswered(arguments, exchange)
                ? null
                : new HandlerResult(this, value, getReturnType(), binding);
    }

    private boolean isAnswered(@Nullable Object[] arguments, ServerWebExchange exchange) {
        if (getResponseStatus() != null || exchange.isNotModified()) {
            return true;
        }
        for (Object argument : arguments) {
            if (argument instanceof ServerHttpResponse || argument instanceof ServerWebExchange) {
                return true;
            }
        }
        return false;
    }
}
