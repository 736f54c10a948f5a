package suspension.testing;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import suspension.EventLoop;

/** Runs the methods that are marked {@link AsyncTest}. */
final class AsyncTestExtension implements InvocationInterceptor, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(AsyncTestExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return parameter.getDeclaringExecutable() instanceof Method method
                && context.getTestMethod().filter(method::equals).isPresent()
                && (type == EventLoop.class || type == VirtualClock.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        VirtualRun run = runOf(context);
        return parameter.getParameter().getType() == EventLoop.class ? run.loop() : run.clock();
    }

    /** The loop of one test. JUnit closes it, also when the test is never invoked. */
    private static VirtualRun runOf(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .computeIfAbsent(
                        VirtualRun.class, key -> VirtualRun.strict(context.getDisplayName()), VirtualRun.class);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext extensionContext)
            throws Throwable {
        VirtualRun run = runOf(extensionContext);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try {
            run.run(loop -> loop.createTask("test", () -> catchInto(failure, invocation)))
                    .get();
        } catch (Throwable e) { // stuck, cancelled before the method was entered, or ended by a fatal error elsewhere
            failure.set(e);
        }
        fail(failure.get(), run.problems());
    }

    /** Keeps what the method throws: a method may throw anything, a body may not. */
    private static void catchInto(AtomicReference<@Nullable Throwable> failure, Invocation<@Nullable Void> invocation) {
        try {
            invocation.proceed();
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    private static void fail(@Nullable Throwable failure, List<AssertionError> problems) throws Throwable {
        Throwable thrown = failure;
        for (AssertionError problem : problems) {
            if (thrown == null) {
                thrown = problem;
            } else {
                thrown.addSuppressed(problem);
            }
        }
        if (thrown != null) {
            throw thrown;
        }
    }
}
