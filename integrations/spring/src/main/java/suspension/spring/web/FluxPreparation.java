package suspension.spring.web;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerResult;

/**
 * What Spring handles before a body starts: a method of the same controller without parameters, result or effect. It
 * calls itself what the body is called, so that logs and exception handlers speak of the body.
 */
final class FluxPreparation extends HandlerMethod {

    private static final Method GET_CLASS =
            Objects.requireNonNull(ReflectionUtils.findMethod(Object.class, "getClass"));

    /** Null while the constructor of the superclass asks for annotations, of which it should find none. */
    private final @Nullable HandlerMethod handler;

    FluxPreparation(HandlerMethod handler) {
        super(handler.getBean(), GET_CLASS);
        this.handler = handler;
    }

    /** Returns whether this is the result of a preparation, and not of an exception handler. */
    static boolean isResult(HandlerResult result) {
        return result.getHandler() instanceof HandlerMethod method
                && method.getMethod().equals(GET_CLASS);
    }

    @Override
    public Class<?> getBeanType() {
        return handler == null ? Object.class : handler.getBeanType();
    }

    /** Tells the binding whether arguments are validated all at once, after they have been bound. */
    @Override
    public boolean shouldValidateArguments() {
        return handler != null && handler.shouldValidateArguments();
    }

    @Override
    public <A extends Annotation> @Nullable A getMethodAnnotation(Class<A> type) {
        return handler == null ? null : handler.getMethodAnnotation(type);
    }

    @Override
    public <A extends Annotation> boolean hasMethodAnnotation(Class<A> type) {
        return handler != null && handler.hasMethodAnnotation(type);
    }

    @Override
    public String getShortLogMessage() {
        return handler == null ? super.getShortLogMessage() : handler.getShortLogMessage();
    }

    @Override
    public String toString() {
        return handler == null ? super.toString() : handler.toString();
    }
}
