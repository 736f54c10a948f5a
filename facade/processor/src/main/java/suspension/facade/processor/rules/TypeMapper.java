package suspension.facade.processor.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.KotlinClass;
import suspension.facade.processor.model.KotlinClasses;
import suspension.facade.processor.model.KotlinType;
import suspension.facade.processor.model.KotlinType.Projection;
import suspension.facade.processor.model.KotlinType.Variance;
import suspension.facade.processor.model.TypeParameter;
import suspension.facade.processor.rules.JavaType.Array;
import suspension.facade.processor.rules.JavaType.Declared;
import suspension.facade.processor.rules.JavaType.Primitive;
import suspension.facade.processor.rules.JavaType.Variable;
import suspension.facade.processor.rules.JavaType.Wildcard;

/** The types of Java that Kotlin's compiler writes into class files, wildcards included. */
public final class TypeMapper {

    /** Where a type stands: Kotlin's compiler writes wildcards for declared variance in parameters only. */
    public enum Place {
        PARAMETER,
        RESULT
    }

    private static final String SUPPRESS = "kotlin/jvm/JvmSuppressWildcards";
    private static final String FORCE = "kotlin/jvm/JvmWildcard";

    private final KotlinClasses classes;
    private final Map<String, JavaType> bounds = new HashMap<>();

    public TypeMapper(KotlinClasses classes) {
        this.classes = classes;
    }

    public KotlinClasses classes() {
        return classes;
    }

    /** Declares type parameters, whose first bounds their erasures need. */
    public TypeMapper declaring(List<TypeParameter> parameters) {
        TypeMapper inner = new TypeMapper(classes);
        inner.bounds.putAll(bounds);
        for (TypeParameter each : parameters) {
            inner.bounds.put(each.name(), JavaType.OBJECT);
        }
        for (TypeParameter each : parameters) {
            if (!each.bounds().isEmpty()) {
                inner.bounds.put(
                        each.name(), inner.boxed(classFirst(each.bounds()).get(0), Place.RESULT));
            }
        }
        return inner;
    }

    /** Java has the class before the interfaces, and erases to it, as Kotlin does in any order. */
    private List<KotlinType> classFirst(List<KotlinType> bounds) {
        return bounds.stream().sorted(Comparator.comparing(this::isInterface)).toList();
    }

    private boolean isInterface(KotlinType type) {
        if (type.isVariable()) {
            return false;
        }
        String builtin = Builtins.javaClass(type.name());
        TypeElement element =
                classes.elements().getTypeElement(builtin == null ? type.name().replace('/', '.') : builtin);
        return element != null && element.getKind().isInterface();
    }

    /** Returns type parameters as a declaration, as in {@code <T extends @Nullable Object>}, or nothing. */
    public String declaration(List<TypeParameter> parameters) {
        if (parameters.isEmpty()) {
            return "";
        }
        List<String> declared = new ArrayList<>();
        parameters.forEach(each -> declared.add(declaration(each)));
        return "<" + String.join(", ", declared) + ">";
    }

    private String declaration(TypeParameter parameter) {
        List<KotlinType> upper = classFirst(parameter.bounds());
        if (upper.isEmpty()) {
            return parameter.name() + " extends " + JavaType.NULLABLE_OBJECT.source();
        }
        if (upper.size() == 1 && upper.get(0).is("kotlin/Any") && !upper.get(0).isNullable()) {
            return parameter.name();
        }
        List<String> names = new ArrayList<>();
        upper.stream()
                .filter(each -> upper.size() == 1 || !each.isVariable()) // Java has no bound beside a type parameter
                .map(each -> boxed(each, Place.PARAMETER))
                .filter(each -> !(each instanceof Array)) // nor an array as one
                .forEach(each -> names.add(each.source()));
        if (names.isEmpty()) {
            names.add(JavaType.NULLABLE_OBJECT.source());
        }
        return parameter.name() + " extends " + String.join(" & ", names);
    }

    /** Returns the type of a value: a primitive where Kotlin has one. */
    public JavaType value(KotlinType type, Place place) {
        String primitive = type.isVariable() || type.isNullable() ? null : Builtins.primitive(type.name());
        return primitive != null ? new Primitive(primitive) : boxed(type, place);
    }

    /** Returns the type of a reference. */
    public JavaType boxed(KotlinType type, Place place) {
        if (type.isVariable()) {
            return variable(type);
        }
        if (type.name().equals("kotlin/Array")) {
            return new Array(element(type, place), type.isNullable());
        }
        String primitive = Builtins.primitiveArray(type.name());
        if (primitive != null) {
            return new Array(new Primitive(primitive), type.isNullable());
        }
        return declared(type, place);
    }

    private JavaType variable(KotlinType type) {
        JavaType bound = bounds.getOrDefault(type.name(), JavaType.OBJECT);
        return new Variable(type.name(), bound, type.isNullable());
    }

    private JavaType element(KotlinType array, Place place) {
        Projection element = array.arguments().get(0);
        return element.variance() == Variance.STAR || element.variance() == Variance.IN
                ? JavaType.NULLABLE_OBJECT
                : boxed(element.type(), place);
    }

    private JavaType declared(KotlinType type, Place place) {
        if (Builtins.isLarge(type)) {
            KotlinType result = type.argument(type.arguments().size() - 1);
            return JavaType.of("kotlin.jvm.functions.FunctionN", boxed(result, Place.RESULT))
                    .nullable(type.isNullable());
        }
        String builtin = Builtins.javaClass(type.name());
        Declared name = builtin == null ? ofKotlin(type.name()) : ofJava(builtin);
        Place inside = type.annotations().contains(SUPPRESS)
                ? Place.RESULT
                : type.annotations().contains(FORCE) ? Place.PARAMETER : place;
        List<JavaType> arguments = new ArrayList<>();
        List<Variance> variances = variances(type.name());
        for (int i = 0; i < type.arguments().size(); i++) {
            Variance declared = i < variances.size() ? variances.get(i) : Variance.INVARIANT;
            arguments.add(argument(type.arguments().get(i), declared, inside));
        }
        boolean isNullable = type.isNullable() || type.is("kotlin/Nothing");
        return new Declared(name.packageName(), name.names(), arguments, isNullable);
    }

    private static Declared ofJava(String name) {
        return name.equals("java.util.Map.Entry")
                ? new Declared("java.util", "Map.Entry", List.of(), false)
                : JavaType.of(name);
    }

    private static Declared ofKotlin(String name) {
        int slash = name.lastIndexOf('/');
        String packageName = slash < 0 ? "" : name.substring(0, slash).replace('/', '.');
        return new Declared(packageName, name.substring(slash + 1), List.of(), false);
    }

    private JavaType argument(Projection argument, Variance declared, Place place) {
        if (argument.variance() == Variance.STAR) {
            return Wildcard.ANY;
        }
        JavaType type = boxed(argument.type(), place);
        if (argument.variance() != Variance.INVARIANT) {
            return wildcard(argument.variance(), type);
        }
        boolean isForced = argument.type().annotations().contains(FORCE);
        boolean isSuppressed = argument.type().annotations().contains(SUPPRESS);
        if (declared == Variance.INVARIANT || isSuppressed || (place == Place.RESULT && !isForced)) {
            return type;
        }
        return isForced || isUseful(argument.type(), declared) ? wildcard(declared, type) : type;
    }

    private static JavaType wildcard(Variance variance, JavaType type) {
        return new Wildcard(variance == Variance.IN ? "super" : "extends", type);
    }

    /** Whether there are other types that a wildcard would let in. */
    private boolean isUseful(KotlinType type, Variance variance) {
        return variance == Variance.IN ? !type.is("kotlin/Any") : hasSubtypes(type);
    }

    private boolean hasSubtypes(KotlinType type) {
        if (type.isVariable() || !isFinal(type.name())) {
            return true;
        }
        List<Variance> variances = variances(type.name());
        for (int i = 0; i < type.arguments().size(); i++) {
            Projection argument = type.arguments().get(i);
            Variance variance = argument.variance() != Variance.INVARIANT || i >= variances.size()
                    ? argument.variance()
                    : variances.get(i);
            if (variance == Variance.STAR
                    || (variance == Variance.OUT && hasSubtypes(argument.type()))
                    || (variance == Variance.IN && isUseful(argument.type(), Variance.IN))) {
                return true;
            }
        }
        return false;
    }

    private boolean isFinal(String name) {
        if (Builtins.javaClass(name) != null || Builtins.primitiveArray(name) != null) {
            return Builtins.isFinal(name);
        }
        if (name.equals("kotlin/Array")) {
            return true;
        }
        TypeElement element = classes.elements().getTypeElement(name.replace('/', '.'));
        return element != null && element.getModifiers().contains(Modifier.FINAL);
    }

    private List<Variance> variances(String name) {
        List<Variance> builtin = Builtins.variances(name);
        if (builtin != null) {
            return builtin;
        }
        @Nullable KotlinClass type = Builtins.javaClass(name) == null ? classes.find(name) : null;
        return type == null
                ? List.of()
                : type.typeParameters().stream().map(TypeParameter::variance).toList();
    }

    /** Whether the annotation stands on a declaration. */
    static boolean has(@Nullable Element element, String annotation) {
        return element != null
                && element.getAnnotationMirrors().stream()
                        .anyMatch(each -> each.getAnnotationType().toString().equals(annotation));
    }
}
