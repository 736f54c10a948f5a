package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** By reflection, because the tests are compiled for a JDK without scoped values. */
class ScopedValueTest {

    /** A {@code ScopedValue<String>} as a user of a newer JDK has it. */
    private static final class Scoped {

        private static final Class<?> TYPE = type("java.lang.ScopedValue");

        private final Object value = call(TYPE, null, "newInstance", new Class<?>[0]);

        private static Class<?> type(String name) {
            try {
                return Class.forName(name);
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }

        private static Object call(Class<?> type, Object target, String name, Class<?>[] types, Object... arguments) {
            try {
                return type.getMethod(name, types).invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw new AssertionError(e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }

        String get() {
            return (String) call(TYPE, value, "orElse", new Class<?>[] {Object.class}, "unbound");
        }

        <T> T where(String bound, Callable<T> code) {
            Object[] result = new Object[1];
            Object carrier = call(TYPE, null, "where", new Class<?>[] {TYPE, Object.class}, value, bound);
            Runnable run = () -> {
                try {
                    result[0] = code.call();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            };
            call(type("java.lang.ScopedValue$Carrier"), carrier, "run", new Class<?>[] {Runnable.class}, run);
            @SuppressWarnings("unchecked")
            T typed = (T) result[0];
            return typed;
        }
    }

    private static String inGroup(Scoped value) {
        return TaskGroup.run(group -> {
            Task<String> task = group.createTask(() -> value.get());
            return task.await();
        });
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void aBodySeesItAsBoundWhereItWasCreated() {
        Scoped tenant = new Scoped();
        try (EventLoop loop = EventLoop.builder().scopedValue(tenant.value).build()) {
            Task<String> acme = tenant.where(
                    "acme",
                    () -> loop.createTask(() -> {
                        Async.yieldNow();
                        return tenant.get();
                    }));
            Task<String> other = tenant.where(
                    "other",
                    () -> loop.createTask(() -> {
                        Async.yieldNow();
                        return tenant.get();
                    }));
            assertThat(acme.join() + other.join()).isEqualTo("acmeother");
            assertThat(loop.run(tenant::get)).isEqualTo("unbound");
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void whatABodyStartsSeesItTooAsBoundThere() {
        Scoped tenant = new Scoped();
        try (EventLoop loop = EventLoop.builder().scopedValue(tenant.value).build()) {
            List<String> seen = loop.run(() -> tenant.where(
                    "acme",
                    () -> Async.gather(
                            tenant::get,
                            () -> {
                                Async.yieldNow();
                                return tenant.get();
                            },
                            () -> Async.toThread(tenant::get),
                            () -> Async.withContext(Dispatchers.getIO(), tenant::get),
                            () -> Async.withContext(
                                    Dispatchers.getIO(),
                                    () -> Async.gather(tenant::get).get(0)),
                            () -> inGroup(tenant),
                            () -> Async.timeout(java.time.Duration.ofDays(1), tenant::get),
                            () -> tenant.where(
                                    "inner", () -> Async.createTask(tenant::get).await()))));
            assertThat(seen).containsExactly("acme", "acme", "acme", "acme", "acme", "acme", "acme", "inner");
            assertThat(loop.run(() -> Async.toThread(tenant::get))).isEqualTo("unbound");
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void severalFollowAndOthersDoNot() {
        Scoped tenant = new Scoped();
        Scoped user = new Scoped();
        Scoped unnamed = new Scoped();
        try (EventLoop loop = EventLoop.builder()
                .scopedValue(tenant.value)
                .scopedValue(user.value)
                .scopedValue(user.value)
                .build()) {
            String seen = tenant.where(
                    "acme",
                    () -> user.where(
                            "ada",
                            () -> unnamed.where(
                                    "lost",
                                    () -> loop.run(() -> tenant.get() + " " + user.get() + " " + unnamed.get()))));
            assertThat(seen).isEqualTo("acme ada unbound");
            assertThat(user.where("bob", () -> loop.run(() -> tenant.get() + " " + user.get())))
                    .isEqualTo("unbound bob");
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void failuresAndCancellationsPassThrough() {
        Scoped tenant = new Scoped();
        IOException failure = new IOException("no water");
        try (EventLoop loop = EventLoop.builder().scopedValue(tenant.value).build()) {
            Task<String> failing = tenant.where(
                    "acme",
                    () -> loop.createTask(() -> {
                        throw failure;
                    }));
            assertThatThrownBy(() -> failing.get()).cause().isSameAs(failure);
            Task<Void> cancelled = tenant.where("acme", () -> loop.createTask(() -> TestBodies.forever()));
            loop.run(() -> TestBodies.untilWaiting(cancelled));
            cancelled.cancel();
            assertThatThrownBy(cancelled::join).isInstanceOf(CancellationException.class);
            assertThat(cancelled.isCancelled()).isTrue();
        }
    }

    @Test
    void whatIsNoScopedValueIsRefused() {
        assertThatThrownBy(() -> EventLoop.builder().scopedValue("tenant"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tenant is no ScopedValue");
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void aJdkWithoutThemSaysSo() {
        assertThatThrownBy(() -> EventLoop.builder().scopedValue(new Object()))
                .hasMessageContaining("JDK 25")
                .hasMessageContaining("ContextVar");
    }
}
