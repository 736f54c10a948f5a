package suspension.facade.processor.rules;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.KotlinType;
import suspension.facade.processor.model.KotlinType.Variance;

/** The classes of Kotlin that are classes of Java's, or primitives, in a class file. */
final class Builtins {

    /** By the name in Kotlin: the primitive and the class around it. */
    private static final Map<String, List<String>> PRIMITIVES = Map.of(
            "kotlin/Boolean", List.of("boolean", "java.lang.Boolean"),
            "kotlin/Char", List.of("char", "java.lang.Character"),
            "kotlin/Byte", List.of("byte", "java.lang.Byte"),
            "kotlin/Short", List.of("short", "java.lang.Short"),
            "kotlin/Int", List.of("int", "java.lang.Integer"),
            "kotlin/Long", List.of("long", "java.lang.Long"),
            "kotlin/Float", List.of("float", "java.lang.Float"),
            "kotlin/Double", List.of("double", "java.lang.Double"));

    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("kotlin/Any", "java.lang.Object"),
            Map.entry("kotlin/String", "java.lang.String"),
            Map.entry("kotlin/CharSequence", "java.lang.CharSequence"),
            Map.entry("kotlin/Throwable", "java.lang.Throwable"),
            Map.entry("kotlin/Cloneable", "java.lang.Cloneable"),
            Map.entry("kotlin/Number", "java.lang.Number"),
            Map.entry("kotlin/Comparable", "java.lang.Comparable"),
            Map.entry("kotlin/Enum", "java.lang.Enum"),
            Map.entry("kotlin/Annotation", "java.lang.annotation.Annotation"),
            Map.entry("kotlin/Nothing", "java.lang.Void"),
            Map.entry("kotlin/collections/Iterator", "java.util.Iterator"),
            Map.entry("kotlin/collections/MutableIterator", "java.util.Iterator"),
            Map.entry("kotlin/collections/Iterable", "java.lang.Iterable"),
            Map.entry("kotlin/collections/MutableIterable", "java.lang.Iterable"),
            Map.entry("kotlin/collections/Collection", "java.util.Collection"),
            Map.entry("kotlin/collections/MutableCollection", "java.util.Collection"),
            Map.entry("kotlin/collections/List", "java.util.List"),
            Map.entry("kotlin/collections/MutableList", "java.util.List"),
            Map.entry("kotlin/collections/ListIterator", "java.util.ListIterator"),
            Map.entry("kotlin/collections/MutableListIterator", "java.util.ListIterator"),
            Map.entry("kotlin/collections/Set", "java.util.Set"),
            Map.entry("kotlin/collections/MutableSet", "java.util.Set"),
            Map.entry("kotlin/collections/Map", "java.util.Map"),
            Map.entry("kotlin/collections/MutableMap", "java.util.Map"),
            Map.entry("kotlin/collections/Map.Entry", "java.util.Map.Entry"),
            Map.entry("kotlin/collections/MutableMap.MutableEntry", "java.util.Map.Entry"));

    private static final Map<String, List<Variance>> VARIANCES = Map.of(
            "kotlin/Comparable", List.of(Variance.IN),
            "kotlin/collections/Iterator", List.of(Variance.OUT),
            "kotlin/collections/Iterable", List.of(Variance.OUT),
            "kotlin/collections/Collection", List.of(Variance.OUT),
            "kotlin/collections/List", List.of(Variance.OUT),
            "kotlin/collections/ListIterator", List.of(Variance.OUT),
            "kotlin/collections/Set", List.of(Variance.OUT),
            "kotlin/collections/Map", List.of(Variance.INVARIANT, Variance.OUT),
            "kotlin/collections/Map.Entry", List.of(Variance.OUT, Variance.OUT));

    /** The unsigned numbers: the primitive with their bits, and what makes one of Kotlin's. */
    private static final Map<String, List<String>> UNSIGNED = Map.of(
            "kotlin/UInt", List.of("int", "java.lang.Integer", "uint"),
            "kotlin/ULong", List.of("long", "java.lang.Long", "ulong"),
            "kotlin/UByte", List.of("byte", "java.lang.Byte", "ubyte"),
            "kotlin/UShort", List.of("short", "java.lang.Short", "ushort"));

    private static final Map<String, String> UNSIGNED_ARRAYS = Map.of(
            "kotlin/UIntArray", "int",
            "kotlin/ULongArray", "long",
            "kotlin/UByteArray", "byte",
            "kotlin/UShortArray", "short");

    /** How many parameters Kotlin's functions have at most, before they all are of one interface. */
    private static final int MOST_PARAMETERS = 22;

    private Builtins() {}

    /** Whether it is the type of a function with more parameters, which are no type arguments in Java. */
    static boolean isLarge(KotlinType type) {
        return type.isFunction() && type.arguments().size() - 1 > MOST_PARAMETERS;
    }

    /** Returns the interface of functions, of whose type arguments the last is the result. */
    static JavaType function(List<JavaType> arguments) {
        int parameters = arguments.size() - 1;
        return parameters > MOST_PARAMETERS
                ? JavaType.of("kotlin.jvm.functions.FunctionN", arguments.get(parameters))
                : JavaType.of("kotlin.jvm.functions.Function" + parameters, arguments);
    }

    static @Nullable String primitive(String name) {
        List<String> names = PRIMITIVES.get(name);
        return names == null ? null : names.get(0);
    }

    static @Nullable String primitiveArray(String name) {
        return name.endsWith("Array") ? primitive(name.substring(0, name.length() - "Array".length())) : null;
    }

    static @Nullable String javaClass(String name) {
        List<String> names = PRIMITIVES.get(name);
        if (names != null) {
            return names.get(1);
        }
        if (name.matches("kotlin/Function\\d+")) {
            return "kotlin.jvm.functions." + name.substring("kotlin/".length());
        }
        String companion = ".Companion";
        if (name.endsWith(companion) && name.indexOf('.') == name.lastIndexOf('.')) {
            String outer = name.substring(0, name.length() - companion.length());
            boolean isBuiltin = PRIMITIVES.containsKey(outer) || outer.matches("kotlin/(String|Enum)");
            return isBuiltin ? "kotlin.jvm.internal." + outer.substring("kotlin/".length()) + "CompanionObject" : null;
        }
        return CLASSES.get(name);
    }

    /** Whether nothing can inherit from the builtin. */
    static boolean isFinal(String name) {
        return PRIMITIVES.containsKey(name)
                || name.equals("kotlin/String")
                || name.equals("kotlin/Nothing")
                || primitiveArray(name) != null;
    }

    static @Nullable List<Variance> variances(String name) {
        if (name.matches("kotlin/Function\\d+")) {
            int parameters = Integer.parseInt(name.substring("kotlin/Function".length()));
            Variance[] variances = new Variance[parameters + 1];
            java.util.Arrays.fill(variances, Variance.IN);
            variances[parameters] = Variance.OUT;
            return List.of(variances);
        }
        return VARIANCES.get(name);
    }

    static @Nullable List<String> unsigned(String name) {
        return UNSIGNED.get(name);
    }

    static @Nullable String unsignedArray(String name) {
        return UNSIGNED_ARRAYS.get(name);
    }
}
