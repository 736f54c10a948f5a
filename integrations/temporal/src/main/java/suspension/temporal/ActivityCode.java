package suspension.temporal;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import suspension.Awaitable;
import suspension.EventLoop;
import suspension.SuspendCall;
import suspension.Task;

/** The code of one activity: a method that is a body, or a suspend function. */
final class ActivityCode {

    private final Object implementation;
    private final Method method;
    private final boolean suspends;

    /** What the method that Temporal calls returns. */
    private final Class<?> result;

    private ActivityCode(Class<?> result, Object implementation, Method method, boolean suspends) {
        this.result = result;
        this.implementation = implementation;
        this.method = method;
        this.suspends = suspends;
    }

    /** Finds the code of each method of an activity interface. */
    static Map<Method, ActivityCode> of(Class<?> activities, Object implementation) {
        Map<Method, ActivityCode> code = new HashMap<>();
        for (Method method : activities.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers())) {
                code.put(method, of(activities, method, implementation));
            }
        }
        return code;
    }

    private static ActivityCode of(Class<?> activities, Method method, Object implementation) {
        if (activities.isInstance(implementation)) {
            return new ActivityCode(method.getReturnType(), implementation, accessible(method), false);
        }
        Class<?> type = implementation.getClass();
        Class<?>[] plain = method.getParameterTypes();
        Class<?>[] suspending = Arrays.copyOf(plain, plain.length + 1);
        suspending[plain.length] = Continuation.class;
        try {
            return new ActivityCode(
                    method.getReturnType(),
                    implementation,
                    accessible(type.getMethod(method.getName(), suspending)),
                    true);
        } catch (NoSuchMethodException e) {
            String parameters = Stream.of(plain).map(Class::getSimpleName).collect(Collectors.joining(", "));
            throw new IllegalArgumentException(
                    type.getName() + " has no code for " + activities.getSimpleName() + "." + method.getName() + "("
                            + parameters + "): write a public suspend fun " + method.getName() + "(" + parameters
                            + ") in Kotlin, or implement " + activities.getSimpleName() + " with bodies",
                    e);
        }
    }

    /** Also a public method of a class that is not public. */
    private static Method accessible(Method method) {
        method.setAccessible(true);
        return method;
    }

    /** Returns a value that the method that Temporal calls can return; Temporal takes no notice of it. */
    @Nullable
    Object noResult() {
        return result == void.class ? null : Array.get(Array.newInstance(result, 1), 0);
    }

    /**
     * Starts the code as a task of the loop.
     *
     * @param returned is told what the code returns, as soon as it does: a task that has been asked to end may drop it
     */
    Task<?> start(EventLoop loop, @Nullable Object[] arguments, Consumer<@Nullable Object> returned) {
        return suspends ? startFunction(loop, arguments, returned) : startBody(loop, arguments, returned);
    }

    private Task<?> startFunction(EventLoop loop, @Nullable Object[] arguments, Consumer<@Nullable Object> returned) {
        SuspendCall<@Nullable Object> call = task -> {
            FunctionEnd end = new FunctionEnd(task, returned);
            @Nullable Object[] all = Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = end;
            Object value = invoke(all);
            end.returned(value);
            return value;
        };
        return loop.createTask(method.getName(), call);
    }

    private Task<?> startBody(EventLoop loop, @Nullable Object[] arguments, Consumer<@Nullable Object> returned) {
        Awaitable<@Nullable Object, Exception> body = () -> {
            Object value = invoke(arguments);
            returned.accept(value);
            return value;
        };
        return loop.createTask(method.getName(), body);
    }

    @SuppressWarnings("NullAway") // an activity may return null
    private Object invoke(@Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(implementation, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }
}
