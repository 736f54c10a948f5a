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
import org.junit.platform.commons.support.AnnotationSupport;
import suspension.EventLoop;

/**
 * Runs the methods that are marked {@link AsyncTest}. A test that explores schedules gets its instances and what is
 * around the test method from {@link TestInstances}, so what JUnit prepared for it is left alone.
 */
final class AsyncTestExtension implements InvocationInterceptor, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(AsyncTestExtension.class);

    /** The run that a test's parameters are for. */
    private static final class CurrentRun {

        private @Nullable VirtualRun run;
    }

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

    private static CurrentRun current(ExtensionContext context) {
        return context.getStore(NAMESPACE).computeIfAbsent(CurrentRun.class, key -> new CurrentRun(), CurrentRun.class);
    }

    /** The loop of one test. JUnit closes it, also when the test is never invoked. */
    private static VirtualRun runOf(ExtensionContext context) {
        VirtualRun explored = current(context).run;
        return explored != null
                ? explored
                : context.getStore(NAMESPACE)
                        .computeIfAbsent(
                                VirtualRun.class, key -> VirtualRun.strict(context.getDisplayName()), VirtualRun.class);
    }

    private static AsyncTest settings(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), AsyncTest.class)
                .orElseThrow();
    }

    private static boolean explores(ExtensionContext context) {
        AsyncTest settings = settings(context);
        return settings.interleavings() != 1
                || settings.seed() != 0
                || !settings.schedule().isEmpty()
                || settings.cancellations()
                || settings.timeouts()
                || settings.failures().length > 0;
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext context)
            throws Throwable {
        aroundTest(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext context)
            throws Throwable {
        aroundTest(invocation, context);
    }

    private static void aroundTest(Invocation<@Nullable Void> invocation, ExtensionContext context) throws Throwable {
        if (explores(context)) {
            invocation.skip();
        } else {
            invocation.proceed();
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext context)
            throws Throwable {
        if (explores(context)) {
            invocation.skip();
            explore(context);
        } else {
            VirtualRun run = runOf(context);
            Throwable failure = run(run, invocation::proceed);
            fail(failure, run.problems());
        }
    }

    // Exploring

    private static void explore(ExtensionContext context) throws Exception {
        VirtualRun.refuseOnLoop("An @AsyncTest");
        TestInstances instances = new TestInstances(context);
        CurrentRun current = current(context);
        Exploration.of(settings(context))
                .<Exception>explore(
                        context.getDisplayName(),
                        run -> {
                            current.run = run;
                            instances.around(test -> rethrow(run(run, test)));
                        },
                        Report.OF_TEST);
    }

    // One run

    private static @Nullable Throwable run(VirtualRun run, TestInstances.Code test) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try {
            run.run(loop -> loop.createTask("test", () -> catchInto(failure, test)))
                    .get();
        } catch (Throwable e) { // stuck, cancelled before the method was entered, or ended by a fatal error elsewhere
            failure.set(e);
        }
        return failure.get();
    }

    /** Keeps what the method throws: a method may throw anything, a body may not. */
    private static void catchInto(AtomicReference<@Nullable Throwable> failure, TestInstances.Code test) {
        try {
            test.run();
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws Throwable {
        if (failure != null) {
            throw failure;
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
        rethrow(thrown);
    }
}
