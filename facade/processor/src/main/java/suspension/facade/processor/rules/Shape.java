package suspension.facade.processor.rules;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.rules.JavaType.Declared;
import suspension.facade.processor.rules.JavaType.Primitive;

/**
 * How a type of Kotlin's appears in Java, and the way there and back, as source.
 *
 * @param java the type in the facade
 * @param kotlin the type that Kotlin has; an object where Kotlin has a bare value
 * @param toKotlin turns a variable of the first type into an expression of the second
 * @param toJava the way back
 * @param fromRaw turns what comes with no type, bare or boxed, into an expression of the first type; null if a cast does
 */
public record Shape(
        JavaType java,
        JavaType kotlin,
        UnaryOperator<String> toKotlin,
        UnaryOperator<String> toJava,
        @Nullable UnaryOperator<String> fromRaw) {

    /** A type that is the same in both languages. */
    public static Shape same(JavaType type) {
        return new Shape(type, type, UnaryOperator.identity(), UnaryOperator.identity(), null);
    }

    public static Shape nothing() {
        return same(JavaType.VOID);
    }

    /** Returns the expression for what comes with no type. Only where a cast would not do. */
    public String raw(String value) {
        return Objects.requireNonNull(fromRaw).apply(value);
    }

    /** Whether Kotlin has bits where Java does, which are of a class of Kotlin's as an object. */
    boolean isOfBits() {
        return fromRaw != null && !(kotlin instanceof Declared);
    }

    /** Returns the expression for the object that a value of the second type is in Kotlin. */
    String object(String value) {
        return isOfBits() ? Shapes.runtime("Unsigned") + ".toKotlin(" + value + ")" : value;
    }

    public boolean isVoid() {
        return java.equals(JavaType.VOID);
    }

    public boolean isSame() {
        return java.plain().equals(kotlin.plain()) && toKotlin.apply("x").equals("x");
    }

    public boolean isPrimitive() {
        return java instanceof Primitive;
    }

    /** Returns the type as a type argument. */
    public static String boxed(JavaType type) {
        return boxedType(type).source();
    }

    public static JavaType boxedType(JavaType type) {
        if (!(type instanceof Primitive primitive)) {
            return type;
        }
        return switch (primitive.name()) {
            case "int" -> JavaType.of("java.lang.Integer");
            case "char" -> JavaType.of("java.lang.Character");
            case "void" -> JavaType.of("java.lang.Void").nullable(true);
            default -> JavaType.of("java.lang." + primitive.shortName());
        };
    }
}
