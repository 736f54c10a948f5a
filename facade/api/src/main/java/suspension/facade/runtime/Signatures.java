package suspension.facade.runtime;

import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The names and descriptors of methods, as a facade writes them. */
final class Signatures {

    /** The signatures of each interface that proxies have. Forgotten with the interface. */
    private static final ClassValue<Map<Method, String>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<Method, String> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private Signatures() {}

    static String of(Method method) {
        return KNOWN.get(method.getDeclaringClass()).computeIfAbsent(method, Signatures::made);
    }

    private static String made(Method method) {
        MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
        return method.getName() + type.toMethodDescriptorString();
    }
}
