package suspension.facade.processor.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.KotlinClass;
import suspension.facade.processor.model.Member;

/** Writes the calls of Kotlin's functions, by name or through handles. */
public final class Calls {

    private static final String FUNCTIONS = Shapes.runtime("KotlinFunctions");
    private static final String HANDLE = "«java.lang.invoke|MethodHandle»";

    private final Constants constants;
    private final JavaType target;

    /** @param target the type of the object that is called, erased */
    Calls(Constants constants, JavaType target) {
        this.constants = constants;
        this.target = target;
    }

    public JavaType target() {
        return target;
    }

    /**
     * Returns the call of a function with all its arguments.
     *
     * @param object what has the function
     * @param continuation the name of the continuation, or null
     */
    public String full(FacadeMethod method, String object, List<String> arguments, @Nullable String continuation) {
        Member member = method.member();
        List<String> all = passed(method, member, method.parameters(), arguments);
        if (continuation != null) {
            all.add(continuation);
        }
        if (member.kind() == Member.Kind.FIELD) {
            String field = holder(member, object) + "." + member.jvmName();
            return arguments.isEmpty() ? field : field + " = " + arguments.get(0);
        }
        if (method.isDirect()) {
            String on = member.traits().isStatic() ? owner(member) : object;
            return on + "." + member.jvmName() + "(" + String.join(", ", all) + ")";
        }
        if (!member.traits().isStatic()) {
            all.add(0, object);
        }
        String value = FUNCTIONS + ".find(\nlookup(), " + owner(member) + ".class, " + quoted(member.jvmName()) + ", "
                + quoted(member.descriptor()) + ",\n" + type(method, member, method.parameters(), false) + ")";
        return invoke(method, member, constants.use(HANDLE, method.name(), value), all);
    }

    /** Returns the call of a function without the arguments that have defaults. */
    public String defaults(FacadeMethod method, Variant variant, String object, @Nullable String continuation) {
        List<String> all = new ArrayList<>();
        variant.given().forEach(each -> all.add(each.toKotlin(each.name())));
        long omitted = 0;
        for (FacadeParameter each : method.parameters()) {
            if (!variant.given().contains(each)) {
                omitted |= 1L << each.position();
            }
        }
        return invokeDefault(method, variant.given(), omitted, all, object, continuation);
    }

    /** Returns the call of a function with an object for the arguments that have defaults. */
    public String options(FacadeMethod method, String options, String object, @Nullable String continuation) {
        List<String> all = new ArrayList<>();
        for (FacadeParameter each : method.parameters()) {
            all.add(each.hasDefault() ? options + "." + each.name() : each.toKotlin(each.name()));
        }
        return invokeDefault(method, method.parameters(), -1, all, object, continuation, options + ".omitted");
    }

    private String invokeDefault(
            FacadeMethod method,
            List<FacadeParameter> given,
            long omitted,
            List<String> arguments,
            String object,
            @Nullable String continuation,
            String... mask) {
        Member member = method.inherited().defaults();
        List<String> all = passed(method, member, given, arguments);
        if (!member.traits().isStatic()) {
            all.add(0, object);
        }
        if (continuation != null) {
            all.add(continuation);
        }
        all.addAll(List.of(mask));
        int receivers = member.leading().size() - member.traits().contexts();
        int first = receivers + (member.traits().isStatic() ? 0 : 1);
        String value = FUNCTIONS + ".findDefault(\nlookup(), " + owner(member) + ".class, "
                + quoted(member.jvmName() + "$default") + ", " + quoted(defaultDescriptor(member)) + ",\n"
                + type(method, member, given, mask.length > 0) + ", " + first + ", "
                + numbered(member) + ", "
                + (omitted < 0 ? FUNCTIONS + ".AS_GIVEN" : "0b" + Long.toBinaryString(omitted) + "L") + ")";
        String name = method.name() + (omitted < 0 ? "With" : "Default");
        return invoke(method, member, constants.use(HANDLE, name, value), all);
    }

    /** Returns how many parameters Kotlin numbers to tell which of them are left out: receivers it does not. */
    static int numbered(Member member) {
        return member.traits().contexts() + member.parameters().size();
    }

    private static String defaultDescriptor(Member member) {
        String descriptor = member.descriptor();
        int end = descriptor.indexOf(')');
        String self = member.traits().isStatic() ? "" : "L" + internalName(member.owner()) + ";";
        int masks = (numbered(member) + 31) / 32;
        return "(" + self + descriptor.substring(1, end) + "I".repeat(masks) + "Ljava/lang/Object;"
                + descriptor.substring(end);
    }

    /** Returns the call of the body that an interface of Kotlin's gives a function. */
    public String body(FacadeMethod method, String object, List<String> arguments, @Nullable String continuation) {
        Member member = method.member();
        List<String> all = passed(method, member, method.parameters(), arguments);
        all.add(0, object);
        if (continuation != null) {
            all.add(continuation);
        }
        String value = FUNCTIONS + ".findBody(\nlookup(), " + owner(member) + ".class, " + quoted(member.jvmName())
                + ", " + quoted(member.descriptor()) + ",\n" + type(method, member, method.parameters(), false) + ")";
        return invoke(method, member, constants.use(HANDLE, method.name() + "Body", value), all);
    }

    /** What is generic where it is declared takes and gives objects, even of a value class. */
    private static boolean takesObject(FacadeMethod method, Member called, FacadeParameter parameter) {
        int index = method.parameters().indexOf(parameter);
        return parameter.shape().fromRaw() != null && called.all().get(index).isObject();
    }

    private static boolean givesObject(FacadeMethod method, Member called) {
        return method.result().fromRaw() != null && called.traits().givesVariable();
    }

    private static List<String> passed(
            FacadeMethod method, Member called, List<FacadeParameter> given, List<String> arguments) {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            FacadeParameter each = given.get(i);
            passed.add(
                    takesObject(method, called, each)
                            ? "(«java.lang|Object») " + each.shape().object(arguments.get(i))
                            : arguments.get(i));
        }
        return passed;
    }

    private static String invoke(FacadeMethod method, Member called, String handle, List<String> arguments) {
        String call = handle + ".invokeExact(" + String.join(", ", arguments) + ")";
        if (method.isSuspend()) {
            return "(«java.lang|Object») " + call;
        }
        if (method.result().isVoid()) {
            return call;
        }
        JavaType result = method.result().kotlin();
        if (givesObject(method, called)) {
            String object = "(«java.lang|Object») " + call;
            return method.result().isOfBits() ? method.result().raw(object) : "(" + result.erased() + ") " + object;
        }
        boolean isVariable = isVariable(result);
        return (isVariable ? "(" + result.source() + ") " : "") + "(" + result.erased() + ") " + call;
    }

    private static JavaType around(TypeElement companion) {
        return companion.getEnclosingElement() instanceof TypeElement outer
                ? JavaTypes.nameOf(outer)
                : JavaTypes.nameOf(companion);
    }

    private static boolean isVariable(JavaType type) {
        return type instanceof JavaType.Array array ? isVariable(array.element()) : type instanceof JavaType.Variable;
    }

    /** Constants and fields of objects are static, those of companions in the class around. */
    private static String holder(Member member, String object) {
        return switch (member.owner().kind()) {
            case FILE, OBJECT -> owner(member);
            case COMPANION -> around(member.owner().element()).erased();
            default -> object;
        };
    }

    /** Returns the type that a handle must have for a call. */
    private String type(FacadeMethod method, Member called, List<FacadeParameter> given, boolean hasMask) {
        List<String> types = new ArrayList<>();
        types.add(method.isSuspend() ? "«java.lang|Object»" : resultOf(method, called));
        if (!method.member().traits().isStatic()) {
            types.add(target.erased());
        }
        given.forEach(each -> types.add(
                takesObject(method, called, each)
                        ? "«java.lang|Object»"
                        : each.kotlinType().erased()));
        if (method.isSuspend()) {
            types.add("«kotlin.coroutines|Continuation»");
        }
        if (hasMask) {
            types.add("int");
        }
        return types.stream().map(each -> each + ".class").collect(Collectors.joining(", ", "methodType(", ")"));
    }

    /** The body of a lambda is no statement, so javac has an object come back from a handle even there. */
    private static String resultOf(FacadeMethod method, Member called) {
        return method.result().isVoid() || givesObject(method, called)
                ? "«java.lang|Object»"
                : method.result().kotlin().erased();
    }

    static String owner(Member member) {
        return nameOf(member.owner()).erased();
    }

    static JavaType.Declared nameOf(KotlinClass type) {
        return JavaTypes.nameOf(type.element());
    }

    private static String internalName(KotlinClass type) {
        JavaType.Declared name = nameOf(type);
        String prefix = name.packageName().isEmpty() ? "" : name.packageName().replace('.', '/') + "/";
        return prefix + name.names().replace('.', '$');
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "x" + i).toList();
    }
}
