package suspension.spring.web;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.method.MethodValidator;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodReturnValueHandlerComposite;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.ServletInvocableHandlerMethod;
import suspension.Coroutine;
import suspension.Outcome;
import suspension.Task;

/**
 * One call of a handler method for a servlet request.
 *
 * <p>The servlet's thread resolves the arguments, starts the asynchronous request and then the body, and goes. When the
 * task is done, the container dispatches the request again, and Spring handles the result as it does for a
 * {@link DeferredResult}. Two things differ. The result of a body has the type that the method declares, with nothing
 * around it. And every end of the request cancels the task.
 */
final class MvcHandlerMethod extends ServletInvocableHandlerMethod {

    private static final Log LOG = LogFactory.getLog(MvcHandlerMethod.class);

    private final HandlerMethods methods;
    private final HandlerMethods.Kind kind;

    private @Nullable MethodValidator validator;

    MvcHandlerMethod(HandlerMethod handler, HandlerMethods methods) {
        super(handler);
        this.methods = methods;
        this.kind = methods.kind(handler);
    }

    @Override
    public void setMethodValidator(@Nullable MethodValidator methodValidator) {
        super.setMethodValidator(methodValidator);
        this.validator = methodValidator;
    }

    @Override
    public void setHandlerMethodReturnValueHandlers(HandlerMethodReturnValueHandlerComposite handlers) {
        super.setHandlerMethodReturnValueHandlers(new ReturnValues(handlers));
    }

    @Override
    public void invokeAndHandle(
            ServletWebRequest request, ModelAndViewContainer container, @Nullable Object... provided) throws Exception {
        if (!kind.isBody()) {
            super.invokeAndHandle(request, container, provided);
            return;
        }
        @Nullable Object[] arguments = getMethodArgumentValues(request, container, provided);
        MethodValidator validation = validator;
        if (validation != null && shouldValidateArguments()) {
            validation.applyArgumentValidation(
                    getBean(), getBridgedMethod(), getMethodParameters(), arguments, getValidationGroups());
        }
        answer(request, container, () -> methods.start(kind.name(), () -> call(arguments)));
    }

    private @Nullable Object call(@Nullable Object[] arguments) throws Exception {
        Object value = doInvoke(arguments);
        MethodValidator validation = validator;
        if (validation != null && shouldValidateReturnValue()) {
            validation.applyReturnValueValidation(
                    getBean(), getBridgedMethod(), getReturnType(), value, getValidationGroups());
        }
        return value;
    }

    private void answer(NativeWebRequest request, ModelAndViewContainer container, Supplier<Task<?>> start)
            throws Exception {
        Answer answer = new Answer(kind.name());
        WebAsyncUtils.getAsyncManager(request).startDeferredResultProcessing(answer, container);
        try {
            answer.follow(start.get());
        } catch (RuntimeException e) { // the request is asynchronous now, so the exception must go that way
            answer.setErrorResult(e);
        }
    }

    /** Hands on what a method returns, or a body has returned. */
    private final class ReturnValues extends HandlerMethodReturnValueHandlerComposite {

        private final HandlerMethodReturnValueHandlerComposite handlers;

        ReturnValues(HandlerMethodReturnValueHandlerComposite handlers) {
            this.handlers = handlers;
        }

        @Override
        public void handleReturnValue(
                @Nullable Object value, MethodParameter type, ModelAndViewContainer container, NativeWebRequest request)
                throws Exception {
            if (value instanceof Task<?> task) {
                answer(request, container, () -> task);
            } else if (value instanceof Coroutine<?> coroutine) {
                answer(request, container, () -> methods.start(coroutine));
            } else {
                // Spring takes the declared type of an asynchronous result to be the first type argument.
                MethodParameter declared = kind.isBody() ? getReturnValueType(value) : type;
                handlers.handleReturnValue(value, declared, container, request);
            }
        }
    }

    /** A task's outcome, which the request waits for. */
    private static final class Answer extends DeferredResult<Object> {

        private final String name;

        /**
         * At first null; then the task; at the end, as a string, why the request has ended. It ends once: a second
         * cancellation would break into the body's clean-up.
         */
        private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

        Answer(String name) {
            this.name = name;
            onTimeout(() -> cancel("The request for " + name + " timed out"));
            onError(e -> cancel("The request for " + name + " failed: " + e));
            onCompletion(() -> cancel("The request for " + name + " has ended"));
        }

        private void cancel(String why) {
            Object before = state.getAndUpdate(now -> now instanceof String ? now : why);
            if (before instanceof Task<?> running) {
                running.cancel(why);
            }
        }

        void follow(Task<?> started) {
            if (state.compareAndExchange(null, started) instanceof String why) {
                started.cancel(why);
            }
            started.onDone(this::complete);
        }

        private void complete(Task<?> done) {
            Outcome<?> outcome = done.outcome();
            if (!answer(outcome) && outcome instanceof Outcome.Failure<?> failure) {
                LOG.warn(name + " failed after its request had ended", failure.exception());
            }
        }

        private boolean answer(Outcome<?> outcome) {
            try {
                if (outcome instanceof Outcome.Success<?> success) {
                    return setResult(success.value());
                }
                return setErrorResult(
                        outcome instanceof Outcome.Failure<?> failure
                                ? failure.exception()
                                : ((Outcome.Cancelled<?>) outcome).exception());
            } catch (IllegalStateException e) {
                LOG.debug("The server has dropped the request for " + name, e);
                return false;
            }
        }
    }
}
