package suspension.bridge.context;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/**
 * The scoped values that follow code to other threads. A scoped value is bound for the extent of a call, on one thread. So
 * what is to run elsewhere is wrapped into such a call, with the values that are bound where it was made. A body runs on
 * one thread from its start to its end, so one call is enough.
 *
 * <p>This is a context element, so that it is there for bodies off the loop too, and for calls on other threads.
 */
public final class ScopedValues extends AbstractCoroutineContextElement {

    private static final CoroutineContext.Key<ScopedValues> KEY = new CoroutineContext.Key<>() {};

    /** {@code java.lang.ScopedValue}, which Java 17 bytecode cannot name; null where there is none. */
    private static final @Nullable Jdk JDK = Jdk.find();

    /** Never modified once it is here. */
    private final List<Object> values;

    private ScopedValues(List<Object> values) {
        super(KEY);
        this.values = values;
    }

    /** Returns the element of a context, or null. */
    public static @Nullable ScopedValues of(CoroutineContext context) {
        return context.get(KEY);
    }

    /**
     * Returns the context with one more scoped value.
     *
     * @throws IllegalArgumentException if it is no scoped value
     */
    public static CoroutineContext add(CoroutineContext context, Object value) {
        if (JDK == null || !JDK.type.isInstance(value)) {
            throw new IllegalArgumentException(value + " is no ScopedValue"
                    + (JDK == null ? ", which this JDK does not have; use JDK 25 or newer, or a ContextVar" : ""));
        }
        ScopedValues before = of(context);
        List<Object> all = new ArrayList<>(before == null ? List.of() : before.values);
        if (!all.contains(value)) {
            all.add(value);
        }
        return context.plus(new ScopedValues(List.copyOf(all)));
    }

    /** Returns the code with the values that are bound now, on the calling thread. */
    public <T extends @Nullable Object> Callable<T> bind(Callable<T> code) {
        Object bindings = bindings();
        return bindings == null ? code : () -> new Run<>(code).in(bindings);
    }

    /** As {@link #bind(Callable)}, for code without a value. */
    public Runnable bind(Runnable code) {
        Object bindings = bindings();
        return bindings == null ? code : () -> jdk().run(bindings, code);
    }

    private static Jdk jdk() {
        if (JDK == null) {
            throw new AssertionError("there are no scoped values without a JDK that has them");
        }
        return JDK;
    }

    /** Returns the JDK's carrier of the values that are bound, or null if none is. */
    private @Nullable Object bindings() {
        Object carrier = null;
        for (Object value : values) {
            carrier = jdk().with(carrier, value);
        }
        return carrier;
    }

    /** Brings a value and an exception out of a call that has neither. */
    private static final class Run<T extends @Nullable Object> implements Runnable {

        private final Callable<T> code;
        private @Nullable T value;
        private @Nullable Throwable failure;

        Run(Callable<T> code) {
            this.code = code;
        }

        @Override
        public void run() {
            try {
                value = code.call();
            } catch (Throwable e) {
                failure = e;
            }
        }

        @SuppressWarnings("NullAway") // there is a value if there is no failure
        T in(Object bindings) throws Exception {
            jdk().run(bindings, this);
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (Exception) failure;
            }
            return value;
        }
    }

    /** What this class needs of {@code java.lang.ScopedValue}. */
    private record Jdk(
            Class<?> type,
            MethodHandle isBound,
            MethodHandle get,
            MethodHandle where,
            MethodHandle andWhere,
            MethodHandle run) {

        static @Nullable Jdk find() {
            try {
                Class<?> type = Class.forName("java.lang.ScopedValue");
                Class<?> carrier = Class.forName("java.lang.ScopedValue$Carrier");
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                return new Jdk(
                        type,
                        lookup.findVirtual(type, "isBound", MethodType.methodType(boolean.class)),
                        lookup.findVirtual(type, "get", MethodType.methodType(Object.class)),
                        lookup.findStatic(type, "where", MethodType.methodType(carrier, type, Object.class)),
                        lookup.findVirtual(carrier, "where", MethodType.methodType(carrier, type, Object.class)),
                        lookup.findVirtual(carrier, "run", MethodType.methodType(void.class, Runnable.class)));
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }

        /** Returns the carrier with the value too, if it is bound. */
        @Nullable
        Object with(@Nullable Object carrier, Object value) {
            try {
                if (!(boolean) isBound.invoke(value)) {
                    return carrier;
                }
                Object bound = get.invoke(value);
                return carrier == null ? where.invoke(value, bound) : andWhere.invoke(carrier, value, bound);
            } catch (Throwable e) {
                throw new LinkageError("ScopedValue is not what the JDK specifies", e);
            }
        }

        void run(Object carrier, Runnable code) {
            try {
                run.invoke(carrier, code);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new AssertionError("a Runnable throws nothing checked", e);
            }
        }
    }
}
