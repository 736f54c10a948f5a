package suspension.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.util.ReflectionUtils;
import suspension.Awaitable;

/**
 * The methods of beans that run as bodies when they are called: public ones with {@link Suspending} on them or on their
 * class. Those of controllers are not among them, because whoever calls them starts the body, and those that return
 * something asynchronous need none.
 */
final class SuspendingMethods extends StaticMethodMatcherPointcut {

    SuspendingMethods() {
        setClassFilter(type -> !AnnotatedElementUtils.hasAnnotation(type, Controller.class));
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
        return Modifier.isPublic(specific.getModifiers())
                && isSuspending(specific, targetClass)
                && !ReflectionUtils.isObjectMethod(specific)
                && !isAsynchronous(specific);
    }

    private static boolean isSuspending(Method method, Class<?> targetClass) {
        return AnnotatedElementUtils.hasAnnotation(method, Suspending.class)
                || AnnotatedElementUtils.hasAnnotation(targetClass, Suspending.class);
    }

    private static boolean isAsynchronous(Method method) {
        Class<?> type = method.getReturnType();
        return KotlinDetector.isSuspendingFunction(method)
                || Stream.of(
                                Awaitable.class, // a task or a coroutine
                                CompletionStage.class,
                                Future.class,
                                Flow.Publisher.class)
                        .anyMatch(asynchronous -> asynchronous.isAssignableFrom(type))
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
    }
}
