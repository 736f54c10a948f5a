package suspension.facade.runtime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * A Kotlin object whose functions a Java object implements.
 *
 * @param <J> the facade
 */
public abstract class KotlinImplementation<J> implements InvocationHandler {

    private final J java;

    /**
     * Makes the handler of a proxy.
     *
     * @param java the implementation
     */
    protected KotlinImplementation(J java) {
        this.java = java;
    }

    /**
     * Calls a function of the implementation.
     *
     * @param java the implementation
     * @param function its name and descriptor in the class file
     * @param arguments what Kotlin passes
     * @return what Kotlin is to get
     * @throws Throwable what the implementation throws
     */
    protected abstract @Nullable Object call(J java, String function, Arguments arguments) throws Throwable;

    /**
     * What a call returns for a function that the facade does not know.
     *
     * @return a mark
     */
    protected static Object unknown() {
        return UNKNOWN;
    }

    private static final Object UNKNOWN = new Object();

    /**
     * Returns what the JVM sees where Kotlin names a value class.
     *
     * @param value an object of the value class, or null
     * @return the bare value
     */
    protected static @Nullable Object bare(@Nullable Object value) {
        return value == null ? null : UNBOXING.get(value.getClass()).unbox(value);
    }

    /** The value classes of results. Forgotten with them. */
    private static final ClassValue<ValueClass<Object>> UNBOXING = new ClassValue<>() {
        @Override
        protected ValueClass<Object> computeValue(Class<?> type) {
            return opened(type);
        }
    };

    @SuppressWarnings("unchecked") // of whichever class the object is
    private static ValueClass<Object> opened(Class<?> type) {
        return ValueClass.of(MethodHandles.publicLookup(), (Class<Object>) type);
    }

    /**
     * Returns the Kotlin object.
     *
     * @param <K> the Kotlin interface
     * @param type the same
     * @param handler of its functions
     * @return the object
     */
    public static <K> K proxy(Class<? super K> type, KotlinImplementation<?> handler) {
        @SuppressWarnings("unchecked") // what it implements
        K proxy = (K) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
        return proxy;
    }

    /**
     * Returns the Java object behind a Kotlin object.
     *
     * @param <J> the facade
     * @param kotlin a Kotlin object
     * @param facade the facade
     * @return the implementation, or null if Kotlin or another facade made the object
     */
    public static <J> @Nullable J implementationOf(Object kotlin, Class<? super J> facade) {
        if (!Proxy.isProxyClass(kotlin.getClass())
                || !(Proxy.getInvocationHandler(kotlin) instanceof KotlinImplementation<?> handler)
                || !facade.isInstance(handler.java)) {
            return null;
        }
        @SuppressWarnings("unchecked") // just tested
        J java = (J) handler.java;
        return java;
    }

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object[] given = arguments == null ? new Object[0] : arguments;
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(method.getName(), given);
        }
        Object value = call(java, Signatures.of(method), new Arguments(given));
        return value == UNKNOWN ? callUnknown(proxy, method, given) : value;
    }

    private Object ofObject(String method, Object[] given) {
        return switch (method) {
            case "equals" -> isSame(given[0]);
            case "hashCode" -> java.hashCode();
            default -> java.toString();
        };
    }

    private boolean isSame(@Nullable Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof KotlinImplementation<?> handler
                && handler.getClass() == getClass()
                && handler.java.equals(java);
    }

    /** Calls a function that has come to the interface since the facade was generated. */
    private @Nullable Object callUnknown(Object proxy, Method method, Object[] given) throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, given);
        }
        Method body = bodyOf(method);
        if (body == null) {
            throw Misuse.notImplemented(
                    java, method.getDeclaringClass().getSimpleName() + "." + method.getName() + " of Kotlin's");
        }
        Object[] all = new Object[given.length + 1];
        all[0] = proxy;
        System.arraycopy(given, 0, all, 1, given.length);
        try {
            return body.invoke(null, all);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static @Nullable Method bodyOf(Method method) {
        Class<?> owner = method.getDeclaringClass();
        MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .insertParameterTypes(0, owner);
        try {
            Method body = KotlinFunctions.defaultImpls(owner).getMethod(method.getName(), type.parameterArray());
            return Modifier.isStatic(body.getModifiers()) ? body : null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
