package suspension.spring;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.TypeReference;

/**
 * What a native image must keep for the loops: the methods of newer JDKs that they find by name, because they are
 * compiled for Java 17. Spring itself sees to properties, endpoints and proxies.
 */
final class SuspensionRuntimeHints implements RuntimeHintsRegistrar {

    private static final String SCOPED_VALUE = "java.lang.ScopedValue";

    SuspensionRuntimeHints() {}

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.reflection()
                .registerType(Thread.class, type -> invoked(type, "ofVirtual"))
                .registerTypeIfPresent(classLoader, "java.lang.Thread$Builder", type -> {
                    invoked(type, "name", "java.lang.String");
                    invoked(type, "inheritInheritableThreadLocals", "boolean");
                    invoked(type, "factory");
                })
                .registerTypeIfPresent(classLoader, SCOPED_VALUE, type -> {
                    invoked(type, "isBound");
                    invoked(type, "get");
                    invoked(type, "where", SCOPED_VALUE, "java.lang.Object");
                })
                .registerTypeIfPresent(classLoader, SCOPED_VALUE + "$Carrier", type -> {
                    invoked(type, "where", SCOPED_VALUE, "java.lang.Object");
                    invoked(type, "run", "java.lang.Runnable");
                });
    }

    private static void invoked(TypeHint.Builder type, String method, String... parameters) {
        List<TypeReference> types =
                List.of(parameters).stream().map(TypeReference::of).toList();
        type.withMethod(method, types, ExecutableMode.INVOKE);
    }
}
