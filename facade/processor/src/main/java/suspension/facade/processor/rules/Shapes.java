package suspension.facade.processor.rules;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.KotlinClass;
import suspension.facade.processor.model.KotlinType;
import suspension.facade.processor.rules.JavaType.Array;
import suspension.facade.processor.rules.JavaType.Declared;
import suspension.facade.processor.rules.JavaType.Primitive;
import suspension.facade.processor.rules.TypeMapper.Place;

/** Finds the shape of each type of Kotlin's. */
final class Shapes {

    static final String RUNTIME = "suspension.facade.runtime";
    private static final Declared DURATION = JavaType.of("kotlin.time.Duration");

    private final TypeMapper types;
    private final Constants constants;
    private final FunctionShapes functions;

    Shapes(TypeMapper types, Constants constants) {
        this.types = types;
        this.constants = constants;
        this.functions = new FunctionShapes(this);
    }

    TypeMapper types() {
        return types;
    }

    static String runtime(String name) {
        return "«" + RUNTIME + "|" + name + "»";
    }

    Shape parameter(KotlinType type) {
        return shape(type, Place.PARAMETER, false);
    }

    Shape result(KotlinType type) {
        if (type.isUnit() || type.isNothing()) {
            return Shape.nothing();
        }
        if (type.isFunction() && !type.isSuspend()) {
            return Shape.same(types.boxed(type, Place.RESULT));
        }
        return type.isFunction() ? functions.result(type) : shape(type, Place.RESULT, false);
    }

    /** The shape of what Kotlin passes as an object: what its lambdas take and give. */
    Shape boxed(KotlinType type) {
        return shape(type, Place.RESULT, true);
    }

    private Shape shape(KotlinType type, Place place, boolean isBoxed) {
        if (type.isVariable()) {
            return Shape.same(types.boxed(type, place));
        }
        if (type.is("kotlin/time/Duration")) {
            return converted("Durations", JavaType.of("java.time.Duration"), DURATION, type.isNullable(), false);
        }
        if (type.is("kotlin/Result")) {
            return result(type, place);
        }
        List<String> unsigned = Builtins.unsigned(type.name());
        if (unsigned != null) {
            return unsigned(type, unsigned, isBoxed);
        }
        String bits = Builtins.unsignedArray(type.name());
        if (bits != null && !isBoxed) {
            return unsignedArray(type, bits);
        }
        if (type.isFunction() && !isBoxed) {
            return functions.parameter(type);
        }
        return plain(type, place, isBoxed);
    }

    private Shape plain(KotlinType type, Place place, boolean isBoxed) {
        JavaType java = isBoxed ? types.boxed(type, place) : types.value(type, place);
        if (valueClass(type) == null) {
            return Shape.same(java);
        }
        Declared declared = (Declared) java;
        String constant = constants.valueClass(declared);
        String box = type.isNullable() ? ".boxOrNull(" : ".box(";
        UnaryOperator<String> fromRaw = declared.arguments().isEmpty()
                ? x -> constant + box + x + ")"
                : x -> constant + ".boxAs(" + x + ", " + type.isNullable() + ")";
        return new Shape(java, java, UnaryOperator.identity(), UnaryOperator.identity(), fromRaw);
    }

    /** Returns the value class that a type is, or null. */
    @Nullable
    KotlinClass valueClass(KotlinType type) {
        if (type.isVariable() || type.isFunction() || Builtins.javaClass(type.name()) != null) {
            return null;
        }
        KotlinClass found = types.classes().find(type.name());
        return found == null || found.value() == null ? null : found;
    }

    private Shape result(KotlinType type, Place place) {
        KotlinType value = type.argument(0);
        Declared kotlin = (Declared) types.boxed(type, place);
        JavaType of = value.isUnit()
                ? Shape.boxedType(JavaType.VOID)
                : kotlin.arguments().get(0);
        Declared java = JavaType.of("suspension.Outcome", of);
        return converted("Results", java, kotlin, type.isNullable(), value.isUnit());
    }

    /** A type with another one in Java, and a class of the run time that converts. */
    private static Shape converted(
            String converter, Declared java, Declared kotlin, boolean isNullable, boolean isUnit) {
        String orNull = isNullable ? "OrNull(" : "(";
        String from = runtime(converter) + (isUnit ? ".unit" : ".");
        return new Shape(
                java.nullable(isNullable),
                kotlin.nullable(isNullable),
                x -> runtime(converter) + ".toKotlin" + (isUnit ? "Unit" : "") + orNull + x + ")",
                x -> from + (isUnit ? "ToJava" : "toJava") + orNull + x + ")",
                x -> from + (isUnit ? "FromRaw" : "fromRaw") + orNull + x + ")");
    }

    private static Shape unsigned(KotlinType type, List<String> names, boolean isBoxed) {
        JavaType boxed = JavaType.of(names.get(1)).nullable(type.isNullable());
        UnaryOperator<String> toJava = x -> "(" + boxed.source() + ") " + runtime("Unsigned") + ".toJava(" + x + ")";
        if (!isBoxed && !type.isNullable()) {
            JavaType bits = new Primitive(names.get(0));
            return new Shape(bits, bits, UnaryOperator.identity(), UnaryOperator.identity(), toJava);
        }
        Declared kotlin = JavaType.of(type.name().replace('/', '.'));
        return new Shape(
                boxed,
                kotlin.nullable(type.isNullable()),
                x -> runtime("Unsigned") + "." + names.get(2) + "(" + x + ")",
                toJava,
                toJava);
    }

    private Shape unsignedArray(KotlinType type, String element) {
        String constant = constants.valueClass(JavaType.of(type.name().replace('/', '.')));
        JavaType bits = new Array(new Primitive(element), type.isNullable());
        String cast = "(" + bits.source() + ") ";
        UnaryOperator<String> fromRaw = x -> cast + constant + ".unboxOrNull(" + constant + ".boxOrNull(" + x + "))";
        return new Shape(bits, bits, UnaryOperator.identity(), UnaryOperator.identity(), fromRaw);
    }
}
