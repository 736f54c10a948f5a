package suspension.facade.processor.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.KotlinClass;
import suspension.facade.processor.model.KotlinType;
import suspension.facade.processor.model.KotlinType.Projection;
import suspension.facade.processor.model.KotlinType.Variance;
import suspension.facade.processor.model.TypeParameter;
import suspension.facade.processor.rules.JavaType.Declared;

/** What makes the value classes that a facade mentions. */
final class Factories {

    private final TypeMapper types;
    private final Constants constants;
    private final Map<String, Facade.Factory> byClass = new LinkedHashMap<>();
    private final List<String> seen = new ArrayList<>();

    Factories(TypeMapper types, Constants constants) {
        this.types = types;
        this.constants = constants;
    }

    List<Facade.Factory> all() {
        return List.copyOf(byClass.values());
    }

    /** Takes note of the value classes in a type. */
    void mention(KotlinType type) {
        type.arguments().stream().map(Projection::type).forEach(this::mention);
        KotlinClass value = valueClass(type);
        if (value == null || seen.contains(type.name())) {
            return;
        }
        seen.add(type.name());
        mention(value.wrapped().type());
        boolean isNameable = Access.isPublic(value.element())
                && new Access(types.classes().elements())
                                .problemOf(value.wrapped().type())
                        == null;
        if (value.wrapped().isMakeable() && isNameable) {
            byClass.put(
                    type.name(),
                    factory(value, shapes(value).parameter(value.wrapped().type())));
        }
    }

    /** Returns the factory for a type of a value class that can be made, with its type arguments put in, else null. */
    Facade.@Nullable Factory of(KotlinType type) {
        mention(type);
        Facade.Factory found = type.isVariable() ? null : byClass.get(type.name());
        if (found == null) {
            return null;
        }
        KotlinClass value = Objects.requireNonNull(valueClass(type));
        return factory(value, wrappedShape(value, type));
    }

    private @Nullable KotlinClass valueClass(KotlinType type) {
        boolean isConverted = type.isVariable()
                || type.isFunction()
                || type.is("kotlin/time/Duration")
                || type.is("kotlin/Result")
                || Builtins.unsigned(type.name()) != null
                || Builtins.unsignedArray(type.name()) != null
                || Builtins.javaClass(type.name()) != null;
        KotlinClass found = isConverted ? null : types.classes().find(type.name());
        return found == null || found.value() == null ? null : found;
    }

    /** Whether a null inside the value class must stay apart from no value. */
    boolean wrapsNull(KotlinType type) {
        KotlinClass value = valueClass(type);
        return value != null
                && (value.wrapped().type().isNullable()
                        || wrapsNull(value.wrapped().type()));
    }

    /** Returns what a type of a value class wraps, in Java. */
    JavaType wrappedType(KotlinType type) {
        KotlinClass value = Objects.requireNonNull(valueClass(type));
        return wrappedShape(value, type).java();
    }

    /** What is generic where it is declared is an object there, as the unsigned types are not. */
    private Shape wrappedShape(KotlinClass value, KotlinType type) {
        KotlinType declared = value.wrapped().type();
        KotlinType wrapped = declared.with(arguments(value, type));
        return declared.isVariable() && Builtins.unsigned(wrapped.name()) != null
                ? shapes(value).boxed(wrapped)
                : shapes(value).parameter(wrapped);
    }

    private static Map<String, KotlinType> arguments(KotlinClass value, KotlinType type) {
        Map<String, KotlinType> arguments = new HashMap<>();
        for (int i = 0;
                i < value.typeParameters().size() && i < type.arguments().size();
                i++) {
            arguments.put(value.typeParameters().get(i).name(), type.argument(i));
        }
        return arguments;
    }

    private Shapes shapes(KotlinClass value) {
        return new Shapes(types.declaring(value.typeParameters()), constants);
    }

    private Facade.Factory factory(KotlinClass value, Shape wrapped) {
        Declared name = MethodPlanner.nameOf(value);
        List<JavaType> variables = value.typeParameters().stream()
                .<JavaType>map(each -> new JavaType.Variable(each.name(), JavaType.OBJECT, false))
                .toList();
        Declared type = new Declared(name.packageName(), name.names(), variables, false);
        String property = JavaNames.identifier(value.wrapped().property());
        String make = variables.isEmpty() ? ".make(" : ".<%2$s>makeAs(";
        String bare = bare(value.wrapped().type(), wrapped.toKotlin().apply("%1$s"));
        return new Facade.Factory(
                JavaNames.decapitalized(name.names().substring(name.names().lastIndexOf('.') + 1)),
                types.declaration(invariant(value.typeParameters())),
                type,
                property,
                wrapped.java(),
                constants.valueClass(type) + make + bare + ")");
    }

    private static List<TypeParameter> invariant(List<TypeParameter> parameters) {
        return parameters.stream()
                .map(each -> new TypeParameter(each.name(), each.bounds(), Variance.INVARIANT, false))
                .collect(Collectors.toList());
    }

    /** Opens what a value class wraps, if that is of a value class itself. */
    private String bare(KotlinType type, String value) {
        boolean isOpened = valueClass(type) != null || type.is("kotlin/time/Duration") || type.is("kotlin/Result");
        if (!isOpened || (type.isNullable() && wrapsNull(type))) {
            return value;
        }
        JavaType inner = types.boxed(type, TypeMapper.Place.RESULT);
        return constants.valueClass((Declared) inner.nullable(false))
                + (type.isNullable() ? ".unboxOrNull(" : ".unbox(") + value + ")";
    }
}
