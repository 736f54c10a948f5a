package suspension.facade.processor.rules;

import java.util.List;
import java.util.Set;
import javax.lang.model.SourceVersion;
import suspension.facade.processor.model.Member;

/** The names that members have in Java. */
public final class JavaNames {

    /** The names of the facade's own methods. */
    private static final Set<String> RESERVED =
            Set.of("of", "toKotlin", "tasks", "futures", "companionTasks", "companionFutures");

    /** The methods of objects that no interface can declare, and those whose access it cannot widen. */
    private static final Set<String> OBJECT = Set.of(
            "getClass[]",
            "notify[]",
            "notifyAll[]",
            "wait[]",
            "wait[long]",
            "wait[long, int]",
            "clone[]",
            "finalize[]");

    private static final Set<String> COMMON = Set.of("equals[«java.lang|Object»]", "hashCode[]", "toString[]");

    private JavaNames() {}

    static String method(Member member) {
        boolean isForJava = member.kind() == Member.Kind.FUNCTION
                && SourceVersion.isIdentifier(member.jvmName())
                && !member.jvmName().contains("$");
        return isForJava ? member.jvmName() : identifier(member.name());
    }

    /** Returns the name that the facade can have for a method. */
    static String allowed(Variant variant, boolean isStatic) {
        String name = variant.name();
        boolean isTaken = RESERVED.contains(name)
                || SourceVersion.isKeyword(name)
                || OBJECT.contains(variant.signature())
                || (isStatic && COMMON.contains(variant.signature()));
        return isTaken ? name + "_" : name;
    }

    /** Whether javac would take a call of it for that of an object's own method. */
    static boolean isHidden(Variant variant) {
        return OBJECT.contains(variant.signature());
    }

    /** Whether it is a method that every object has. */
    static boolean isOfEveryObject(Variant variant) {
        return COMMON.contains(variant.signature());
    }

    static String parameter(String name, Set<String> used) {
        String identifier = identifier(name);
        boolean isTaken = SourceVersion.isKeyword(identifier)
                || identifier.matches("x\\d*|raw|each|c|k|target|starter|options|given|omitted|facade|arguments");
        String free = isTaken ? identifier + "_" : identifier;
        while (!used.add(free)) {
            free += "_";
        }
        return free;
    }

    static String identifier(String name) {
        StringBuilder identifier = new StringBuilder();
        name.codePoints()
                .map(each -> Character.isJavaIdentifierPart(each) ? each : '_')
                .forEach(identifier::appendCodePoint);
        if (!Character.isJavaIdentifierStart(identifier.codePointAt(0))) {
            identifier.insert(0, '_');
        }
        return identifier.toString();
    }

    /** Returns a name that tells the parameters' types. */
    static String withTypes(Variant variant) {
        List<String> names = variant.given().stream()
                .map(each -> variant.typeOf(each).shortName())
                .toList();
        return variant.name() + String.join("", names);
    }

    public static String decapitalized(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
