package suspension.spring.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.validation.method.MethodValidator;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.HandlerMethodValidator;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.DispatchExceptionHandler;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.InvocableHandlerMethod;
import org.springframework.web.reactive.result.method.annotation.ModelAttributeMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.reactive.result.method.annotation.RequestParamMethodArgumentResolver;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import suspension.spring.Reactive;
import suspension.spring.context.TaskContext;

/**
 * Calls the handler methods of WebFlux, as bodies where they are meant to be.
 *
 * <p>WebFlux has no hook for the call itself. So a body takes two steps. Spring handles a request for a
 * {@link FluxPreparation} of the same controller, which has no effect of its own. It gives what belongs to the
 * controller: the model, the binding, the argument resolvers and the exception handlers. With these, this class
 * resolves the arguments and starts the body. Everything else goes straight to Spring.
 */
final class FluxHandlerAdapter extends RequestMappingHandlerAdapter {

    private static final Object NO_ARGUMENT = new Object();

    private final Map<HandlerMethods.Kind, FluxPreparation> preparations = new ConcurrentHashMap<>();
    private final Map<MethodParameter, HandlerMethodArgumentResolver> resolvers = new ConcurrentHashMap<>();
    private final HandlerMethods methods;

    /** Made for the first handler method with constraints. Making it twice does no harm. */
    private volatile @Nullable MethodValidator validator;

    FluxHandlerAdapter(HandlerMethods methods) {
        this.methods = methods;
    }

    @Override
    public Mono<HandlerResult> handle(ServerWebExchange exchange, Object handler) {
        HandlerMethod method = (HandlerMethod) handler;
        HandlerMethods.Kind kind = methods.kind(method);
        if (kind.isBody()) {
            return super.handle(exchange, preparation(kind, method))
                    .flatMap(prepared -> FluxPreparation.isResult(prepared)
                            ? run(new FluxBody(method), kind.name(), exchange, prepared)
                            : Mono.just(prepared));
        }
        return kind.givesTask()
                ? super.handle(exchange, handler).doOnNext(result -> result.setExceptionHandler(unavailable(result)))
                : super.handle(exchange, handler);
    }

    /** Controllers with a narrower scope than singleton have another bean each time. */
    private FluxPreparation preparation(HandlerMethods.Kind kind, HandlerMethod method) {
        FluxPreparation known = preparations.get(kind);
        if (known == null || known.getBean() != method.getBean()) {
            known = new FluxPreparation(method);
            preparations.put(kind, known);
        }
        return known;
    }

    private Mono<HandlerResult> run(FluxBody body, String name, ServerWebExchange exchange, HandlerResult prepared) {
        DispatchExceptionHandler failures = unavailable(prepared);
        List<HandlerMethodArgumentResolver> resolving = ((InvocableHandlerMethod) prepared.getHandler()).getResolvers();
        return arguments(body, resolving, exchange, prepared.getBindingContext())
                .flatMap(arguments -> {
                    validate(body, arguments, resolving, exchange);
                    return TaskContext.deferred(() -> Reactive.mono(
                            methods.start(name, () -> body.call(arguments, exchange, prepared.getBindingContext()))));
                })
                .doOnNext(result -> result.setExceptionHandler(failures))
                .onErrorResume(e -> failures.handleError(exchange, e));
    }

    /** Answers 503 for what was cancelled or could not be started, unless the service has an exception handler for that. */
    private DispatchExceptionHandler unavailable(HandlerResult result) {
        DispatchExceptionHandler handlers = Objects.requireNonNull(result.getExceptionHandler());
        return (exchange, failure) -> handlers.handleError(exchange, failure)
                .onErrorMap(
                        e -> e instanceof CancellationException || methods.isRefusal(e),
                        e -> new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage(), e));
    }

    // Arguments

    private Mono<@Nullable Object[]> arguments(
            FluxBody body,
            List<HandlerMethodArgumentResolver> resolving,
            ServerWebExchange exchange,
            BindingContext binding) {
        MethodParameter[] parameters = body.getMethodParameters();
        if (parameters.length == 0) {
            return Mono.just(new @Nullable Object[0]);
        }
        List<Mono<Object>> arguments = new ArrayList<>(parameters.length);
        for (MethodParameter parameter : parameters) {
            parameter.initParameterNameDiscovery(DefaultParameterNameDiscoverer.getSharedInstance());
            arguments.add(
                    Mono.defer(() -> resolver(body, parameter, resolving).resolveArgument(parameter, binding, exchange))
                            .defaultIfEmpty(NO_ARGUMENT));
        }
        return Mono.zip(arguments, FluxHandlerAdapter::withNulls);
    }

    private static @Nullable Object[] withNulls(@Nullable Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] == NO_ARGUMENT) {
                arguments[i] = null;
            }
        }
        return arguments;
    }

    private HandlerMethodArgumentResolver resolver(
            FluxBody body, MethodParameter parameter, List<HandlerMethodArgumentResolver> resolving) {
        return resolvers.computeIfAbsent(parameter, key -> {
            HandlerMethodArgumentResolver found = first(key, resolving);
            if (found == null) {
                throw new IllegalStateException(body.unresolved(key));
            }
            return found;
        });
    }

    private static @Nullable HandlerMethodArgumentResolver first(
            MethodParameter parameter, List<HandlerMethodArgumentResolver> resolving) {
        for (HandlerMethodArgumentResolver resolver : resolving) {
            if (resolver.supportsParameter(parameter)) {
                return resolver;
            }
        }
        return null;
    }

    private void validate(
            FluxBody body,
            @Nullable Object[] arguments,
            List<HandlerMethodArgumentResolver> resolving,
            ServerWebExchange exchange) {
        MethodValidator validation = body.shouldValidateArguments() ? validator(resolving) : null;
        if (validation != null) {
            LocaleContextHolder.setLocaleContext(exchange.getLocaleContext());
            try {
                body.validate(validation, arguments);
            } finally {
                LocaleContextHolder.resetLocaleContext();
            }
        }
    }

    private @Nullable MethodValidator validator(List<HandlerMethodArgumentResolver> resolving) {
        MethodValidator made = validator;
        if (made == null) {
            made = HandlerMethodValidator.from(
                    getWebBindingInitializer(),
                    null,
                    resolvedBy(ModelAttributeMethodArgumentResolver.class, resolving),
                    resolvedBy(RequestParamMethodArgumentResolver.class, resolving));
            validator = made;
        }
        return made;
    }

    private static Predicate<MethodParameter> resolvedBy(
            Class<? extends HandlerMethodArgumentResolver> type, List<HandlerMethodArgumentResolver> resolving) {
        return parameter -> type.isInstance(first(parameter, resolving));
    }
}
