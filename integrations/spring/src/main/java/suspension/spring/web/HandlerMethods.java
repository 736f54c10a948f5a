package suspension.spring.web;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.server.ResponseStatusException;
import suspension.Coroutine;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.Task;
import suspension.spring.Suspending;

/** Tells which handler methods run as bodies, and starts them. */
final class HandlerMethods {

    /** What there is to know of a handler method. Found out once. */
    record Kind(Key key, String name, boolean isBody, boolean givesTask) {}

    record Key(Class<?> controller, Method method) {}

    private final Map<Key, Kind> kinds = new ConcurrentHashMap<>();
    private final Supplier<EventLoopGroup> loops;
    private final boolean allControllers;

    HandlerMethods(Supplier<EventLoopGroup> loops, boolean allControllers) {
        this.loops = loops;
        this.allControllers = allControllers;
    }

    Kind kind(HandlerMethod handler) {
        return kinds.computeIfAbsent(new Key(handler.getBeanType(), handler.getMethod()), this::find);
    }

    private Kind find(Key key) {
        Class<?> given = key.method().getReturnType();
        return new Kind(
                key,
                key.controller().getSimpleName() + "." + key.method().getName(),
                isSuspending(key) && !isAsynchronous(key),
                Task.class.isAssignableFrom(given) || Coroutine.class.isAssignableFrom(given));
    }

    private boolean isSuspending(Key key) {
        return AnnotatedElementUtils.hasAnnotation(key.method(), Suspending.class)
                || AnnotatedElementUtils.hasAnnotation(key.controller(), Suspending.class)
                || (allControllers && isControllerOfUser(key.controller()));
    }

    /** Spring has controllers too, such as the one that shows errors. They block, and are left alone. */
    private static boolean isControllerOfUser(Class<?> controller) {
        return AnnotatedElementUtils.hasAnnotation(controller, Controller.class)
                && !controller.getName().startsWith("org.springframework.");
    }

    private static boolean isAsynchronous(Key key) {
        if (KotlinDetector.isSuspendingFunction(key.method())) {
            return true;
        }
        ResolvableType type = ResolvableType.forMethodReturnType(key.method(), key.controller());
        return isAsynchronous(type)
                || (HttpEntity.class.isAssignableFrom(type.toClass()) && isAsynchronous(type.getGeneric()));
    }

    private static boolean isAsynchronous(ResolvableType type) {
        Class<?> raw = type.toClass();
        return Callable.class.isAssignableFrom(raw)
                || DeferredResult.class.isAssignableFrom(raw)
                || WebAsyncTask.class.isAssignableFrom(raw)
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(raw) != null;
    }

    /** For a service whose configuration keeps bodies from being called as such. */
    void refuseBodies(Stream<HandlerMethod> handlers) {
        handlers.filter(handler -> kind(handler).isBody()).findAny().ifPresent(handler -> {
            throw new IllegalStateException(
                    handler + " cannot run on a loop, because this service has a RequestMappingHandlerAdapter of its"
                            + " own. Leave out @EnableWebMvc, @EnableWebFlux, and registrations that give an adapter, or return a"
                            + " Coroutine from the method instead");
        });
    }

    /** The code of a body. */
    @FunctionalInterface
    interface Body<T> {
        @Nullable
        T run() throws Exception;
    }

    /** Starts a body on one of the loops. The server can still take a request when they have closed. */
    @SuppressWarnings("NullAway") // a method reference's type arguments are inferred without their nullness
    <T> Task<@Nullable T> start(String name, Body<T> body) {
        return start(loops -> loops.createTask(name, body::run));
    }

    <T extends @Nullable Object> Task<T> start(Coroutine<T> coroutine) {
        return start(loops -> loops.createTask(coroutine));
    }

    private <T extends @Nullable Object> Task<T> start(Function<EventLoopGroup, Task<T>> start) {
        try {
            return start.apply(loops.get());
        } catch (IllegalStateException e) {
            throw isRefusal(e)
                    ? new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "The service is shutting down", e)
                    : e;
        }
    }

    /** Whether this is how loops refuse what is to be started on them: nothing of the user's runs there any more. */
    boolean isRefusal(Throwable failure) {
        return failure instanceof IllegalStateException
                && loops.get().loops().stream().allMatch(EventLoop::isClosed);
    }
}
