package suspension.facade.processor.rules;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.Parameter;

/**
 * A parameter of a facade's method.
 *
 * @param name its name in Java
 * @param kotlin what Kotlin says of it
 * @param shape its type
 * @param wrapped its other form, if it is of a value class, else null
 * @param isVariable whether it is written with three dots
 * @param position its place among context parameters and those in parentheses, as Kotlin numbers what has a default
 */
public record FacadeParameter(
        String name,
        Parameter kotlin,
        Shape shape,
        @Nullable Wrapped wrapped,
        boolean isVariable,
        int position) {

    /** What a value class wraps, and the expression that makes one of it. */
    public record Wrapped(JavaType type, UnaryOperator<String> make) {}

    public JavaType type() {
        return shape.java();
    }

    public JavaType kotlinType() {
        return shape.kotlin();
    }

    /** Returns the expression for what Kotlin takes. */
    public String toKotlin(String java) {
        return shape.toKotlin().apply(java);
    }

    public boolean hasDefault() {
        return kotlin.hasDefault();
    }

    public boolean isLambda() {
        return kotlin.type().isFunction();
    }
}
