package suspension.testing;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExecutableInvoker;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstanceFactory;
import org.junit.jupiter.api.extension.TestInstancePostProcessor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Fresh instances of one test, each with the methods around the test method, for runs that JUnit does not know of. */
final class TestInstances {

    private static final List<Class<? extends Extension>> PREPARING = List.of(
            TestInstancePostProcessor.class,
            TestInstanceFactory.class,
            BeforeEachCallback.class,
            AfterEachCallback.class);

    private final ExecutableInvoker invoker;
    private final Method test;

    /** What JUnit has made: the instances of the enclosing classes, the outermost first, then the test's own. */
    private final List<Object> given;

    /** Whether the innermost instance is for all tests of its class. */
    private final boolean shared;

    /** Fields that JUnit itself fills or closes for each instance. */
    private static final List<Class<? extends Annotation>> MANAGED = List.of(TempDir.class, AutoClose.class);

    /** @throws ExtensionConfigurationException if another extension prepares the test's instances */
    TestInstances(ExtensionContext context) {
        invoker = context.getExecutableInvoker();
        test = context.getRequiredTestMethod();
        given = context.getRequiredTestInstances().getAllInstances();
        shared = context.getTestInstanceLifecycle()
                .filter(lifecycle -> lifecycle == Lifecycle.PER_CLASS)
                .isPresent();
        refuse(declaredAt(test));
        given.forEach(TestInstances::refuseOtherPreparation);
    }

    private static Stream<Class<?>> declaredAt(AnnotatedElement element) {
        return AnnotationSupport.findRepeatableAnnotations(element, ExtendWith.class).stream()
                .flatMap(annotation -> Stream.of(annotation.value()));
    }

    private static void refuseOtherPreparation(Object instance) {
        Class<?> type = instance.getClass();
        for (Class<? extends Annotation> annotation : MANAGED) {
            if (AnnotationSupport.findAnnotatedFields(type, annotation).stream()
                    .anyMatch(field -> !Modifier.isStatic(field.getModifiers()))) {
                throw new ExtensionConfigurationException("A field with @" + annotation.getSimpleName()
                        + " is JUnit's for each instance, but @AsyncTest makes a fresh instance for each schedule, which JUnit"
                        + " does not see. Do its work in @BeforeEach and @AfterEach methods instead; a @TempDir may be their"
                        + " parameter.");
            }
        }
        Stream<Class<?>> registered = Stream.concat(
                        AnnotationSupport.findAnnotatedFieldValues(instance, RegisterExtension.class).stream(),
                        AnnotationSupport.findAnnotatedFieldValues(type, RegisterExtension.class).stream())
                .map(Object::getClass);
        refuse(Stream.concat(declaredAt(type), registered));
    }

    private static void refuse(Stream<Class<?>> extensions) {
        extensions
                .filter(type -> PREPARING.stream().anyMatch(each -> each.isAssignableFrom(type)))
                .findFirst()
                .ifPresent(type -> {
                    throw new ExtensionConfigurationException(type.getSimpleName()
                            + " prepares each test instance, but @AsyncTest makes a fresh instance for each schedule, which "
                            + type.getSimpleName() + " does not see. Prepare in a @BeforeEach method instead.");
                });
    }

    /** Something that may throw anything. */
    interface Code {
        void run() throws Throwable;
    }

    /** Runs the test method where it belongs. */
    interface Runner {
        void run(Code test) throws Throwable;
    }

    private boolean isShared(Object instance) {
        return AnnotationSupport.findAnnotation(instance.getClass(), TestInstance.class)
                .map(annotation -> annotation.value() == Lifecycle.PER_CLASS)
                .orElse(shared);
    }

    /** Makes an instance, and lets the runner run the test method between those that are around it. */
    void around(Runner runner) throws Throwable {
        List<Object> instances = fresh();
        Object innermost = instances.get(instances.size() - 1);
        Throwable failure = null;
        try {
            for (Object instance : instances) {
                for (Method method : methods(instance, BeforeEach.class, HierarchyTraversalMode.TOP_DOWN)) {
                    invoker.invoke(method, instance);
                }
            }
            runner.run(() -> invoker.invoke(test, innermost));
        } catch (Throwable e) {
            failure = e;
        }
        for (int i = instances.size() - 1; i >= 0; i--) {
            for (Method method : methods(instances.get(i), AfterEach.class, HierarchyTraversalMode.BOTTOM_UP)) {
                failure = invokeAnyway(method, instances.get(i), failure);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static List<Method> methods(
            Object instance, Class<? extends Annotation> type, HierarchyTraversalMode order) {
        return AnnotationSupport.findAnnotatedMethods(instance.getClass(), type, order);
    }

    private @Nullable Throwable invokeAnyway(Method method, Object instance, @Nullable Throwable earlier) {
        try {
            invoker.invoke(method, instance);
            return earlier;
        } catch (Throwable e) {
            if (earlier == null) {
                return e;
            }
            earlier.addSuppressed(e);
            return earlier;
        }
    }

    private List<Object> fresh() {
        List<Object> instances = new ArrayList<>();
        Object outer = null;
        for (Object each : given) {
            // JUnit has seen that there is only one constructor.
            outer = isShared(each) ? each : invoker.invoke(each.getClass().getDeclaredConstructors()[0], outer);
            instances.add(outer);
        }
        return instances;
    }
}
