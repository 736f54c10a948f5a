package suspension.spring;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;
import suspension.Coroutine;
import suspension.EventLoopGroup;
import suspension.bridge.task.Carrier;

/**
 * Runs a call as a body on one of the loops, while the caller blocks. In a body, a call is a call. What the method
 * throws, the caller gets as it is.
 */
final class SuspendingInterceptor implements MethodInterceptor {

    private final Supplier<EventLoopGroup> loops;

    /** @param loops asked at each call, because an advisor is made before the beans that it is for */
    SuspendingInterceptor(Supplier<EventLoopGroup> loops) {
        this.loops = loops;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        if (Carrier.currentBody() != null) {
            return invocation.proceed();
        }
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Coroutine<@Nullable Object> call = callOf(invocation, thrown).named(nameOf(invocation));
        try {
            return loops.get().run(call);
        } catch (CompletionException e) {
            Throwable checked = thrown.get();
            throw checked != null && e.getCause() == checked ? checked : e;
        }
    }

    @SuppressWarnings("NullAway") // a lambda's type arguments are inferred without their nullness
    private static Coroutine<@Nullable Object> callOf(
            MethodInvocation invocation, AtomicReference<@Nullable Throwable> thrown) {
        return Coroutine.of(() -> proceed(invocation, thrown));
    }

    private static @Nullable Object proceed(MethodInvocation invocation, AtomicReference<@Nullable Throwable> thrown)
            throws Exception {
        try {
            return invocation.proceed();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            thrown.set(e);
            throw e instanceof Exception checked ? checked : new CompletionException(e);
        }
    }

    private static String nameOf(MethodInvocation invocation) {
        Object target = invocation.getThis();
        Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : AopUtils.getTargetClass(target);
        return ClassUtils.getShortName(type) + "." + invocation.getMethod().getName();
    }
}
