package suspension.facade.processor.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An interface of {@code java.util.function} that fits a function.
 *
 * @param type the interface
 * @param method its method
 */
record Jdk(JavaType type, String method) {

    /** The numbers that {@code java.util.function} has interfaces for. */
    private static final Map<String, String> NUMBERS =
            Map.of("java.lang.Integer", "Int", "java.lang.Long", "Long", "java.lang.Double", "Double");

    /** Returns the interface for boxed parameters and a boxed result, or null if none fits. */
    static @Nullable Jdk of(List<JavaType> parameters, JavaType result) {
        return switch (parameters.size()) {
            case 0 -> supplier(result);
            case 1 -> unary(parameters.get(0), result);
            case 2 -> binary(parameters.get(0), parameters.get(1), result);
            default -> null;
        };
    }

    private static @Nullable String number(JavaType type) {
        return type.equals(type.nullable(false)) ? NUMBERS.get(type.plain()) : null;
    }

    private static boolean isBoolean(JavaType type) {
        return type.equals(JavaType.of("java.lang.Boolean"));
    }

    private static Jdk jdk(String name, String method, JavaType... arguments) {
        return new Jdk(JavaType.of("java.util.function." + name, arguments), method);
    }

    private static Jdk supplier(JavaType result) {
        if (result.equals(JavaType.VOID)) {
            return new Jdk(JavaType.of("java.lang.Runnable"), "run");
        }
        if (isBoolean(result)) {
            return jdk("BooleanSupplier", "getAsBoolean");
        }
        String number = number(result);
        return number == null ? jdk("Supplier", "get", result) : jdk(number + "Supplier", "getAs" + number);
    }

    private static Jdk unary(JavaType parameter, JavaType result) {
        String number = number(parameter);
        String prefix = number == null ? "" : number;
        JavaType[] arguments = number == null ? new JavaType[] {parameter} : new JavaType[0];
        if (result.equals(JavaType.VOID)) {
            return jdk(prefix + "Consumer", "accept", arguments);
        }
        if (isBoolean(result)) {
            return jdk(prefix + "Predicate", "test", arguments);
        }
        String to = number(result);
        if (to == null) {
            return jdk(prefix + "Function", "apply", with(arguments, result));
        }
        if (to.equals(number)) {
            return jdk(number + "UnaryOperator", "applyAs" + to);
        }
        String from = number == null ? "" : number;
        return jdk(from + "To" + to + "Function", "applyAs" + to, arguments);
    }

    private static Jdk binary(JavaType first, JavaType second, JavaType result) {
        String number = number(first);
        if (number != null && first.equals(second) && first.equals(result)) {
            return jdk(number + "BinaryOperator", "applyAs" + number);
        }
        if (result.equals(JavaType.VOID)) {
            String object = number(second);
            return object != null && number == null
                    ? jdk("Obj" + object + "Consumer", "accept", first)
                    : jdk("BiConsumer", "accept", first, second);
        }
        if (isBoolean(result)) {
            return jdk("BiPredicate", "test", first, second);
        }
        String to = number(result);
        return to == null
                ? jdk("BiFunction", "apply", first, second, result)
                : jdk("To" + to + "BiFunction", "applyAs" + to, first, second);
    }

    private static JavaType[] with(JavaType[] arguments, JavaType last) {
        List<JavaType> all = new ArrayList<>(List.of(arguments));
        all.add(last);
        return all.toArray(new JavaType[0]);
    }
}
