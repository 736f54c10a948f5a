package suspension.facade.processor.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A type as Kotlin writes it, with aliases expanded.
 *
 * @param name the class as {@code shop/Session.Store}, or the name of a type parameter
 * @param isVariable whether it is a type parameter
 * @param arguments the type arguments; of a nested type those of the outer type come last
 * @param isNullable whether it ends in a question mark
 * @param isDefinitelyNonNull whether it is {@code T & Any}
 * @param isSuspend whether it is the type of a suspend function
 * @param annotations the annotations on the type, as {@code kotlin/ExtensionFunctionType}
 */
public record KotlinType(
        String name,
        boolean isVariable,
        List<Projection> arguments,
        boolean isNullable,
        boolean isDefinitelyNonNull,
        boolean isSuspend,
        Set<String> annotations) {

    /** Where a type argument may vary. */
    public enum Variance {
        INVARIANT,
        IN,
        OUT,
        STAR
    }

    /** A type argument. The type of a star is {@code Any?}. */
    public record Projection(Variance variance, KotlinType type) {}

    public static final KotlinType ANY = ofClass("kotlin/Any").nullable(true);

    public static KotlinType ofClass(String name, Projection... arguments) {
        return new KotlinType(name, false, List.of(arguments), false, false, false, Set.of());
    }

    public static KotlinType variable(String name) {
        return new KotlinType(name, true, List.of(), false, false, false, Set.of());
    }

    /** Whether it is this class, null or not. */
    public boolean is(String className) {
        return !isVariable && name.equals(className);
    }

    public KotlinType nullable(boolean nullable) {
        return new KotlinType(name, isVariable, arguments, nullable, isDefinitelyNonNull, isSuspend, annotations);
    }

    public KotlinType argument(int index) {
        return arguments.get(index).type();
    }

    /** Puts types in for type parameters. */
    public KotlinType with(Map<String, KotlinType> types) {
        if (isVariable) {
            KotlinType put = types.get(name);
            if (put == null) {
                return this;
            }
            return put.nullable(!isDefinitelyNonNull && (put.isNullable() || isNullable));
        }
        List<Projection> put = arguments.stream()
                .map(each -> new Projection(each.variance(), each.type().with(types)))
                .toList();
        return new KotlinType(name, false, put, isNullable, isDefinitelyNonNull, isSuspend, annotations);
    }

    /** Whether a type parameter is, or is in, this type. */
    boolean mentions(String typeParameter) {
        return isVariable
                ? name.equals(typeParameter)
                : arguments.stream().anyMatch(each -> each.type().mentions(typeParameter));
    }

    /** Whether it is the type of a function, suspending or not. */
    public boolean isFunction() {
        return !isVariable && name.matches("kotlin/Function\\d+") && !arguments.isEmpty();
    }

    public boolean isUnit() {
        return is("kotlin/Unit") && !isNullable;
    }

    public boolean isNothing() {
        return is("kotlin/Nothing") && !isNullable;
    }
}
