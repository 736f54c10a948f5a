package suspension.facade.processor.writer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import suspension.facade.processor.rules.Facade;
import suspension.facade.processor.rules.FacadeMethod;
import suspension.facade.processor.rules.FacadeParameter;
import suspension.facade.processor.rules.JavaType;
import suspension.facade.processor.rules.Variant;

/** Writes the classes of the objects that take what has defaults. */
final class OptionsWriter {

    private final SourceText text;
    private final Facade facade;
    private final Set<String> written = new HashSet<>();

    OptionsWriter(SourceText text, Facade facade) {
        this.text = text;
        this.facade = facade;
    }

    void write(FacadeMethod method, boolean isNestedInInterface) {
        for (Variant each : method.overloads()) {
            if (each.options() != null && written.add(each.options())) {
                write(method, each.options(), isNestedInInterface ? "" : "public static ");
            }
        }
    }

    private void write(FacadeMethod method, String name, String modifiers) {
        text.doc("The arguments of {@code " + method.name() + "} that have defaults.");
        text.add(modifiers + "final class " + name + declaration(facade, method) + " {\n");
        int omitted = 0;
        for (FacadeParameter each : method.parameters()) {
            if (each.hasDefault()) {
                text.add("private "
                        + each.kotlinType().nullable(!isPrimitive(each)).source() + " " + each.name() + ";");
                omitted |= 1 << each.position();
            }
        }
        text.add("private int omitted = 0b" + Integer.toBinaryString(omitted) + ";\n");
        text.add("private " + name + "() {}\n");
        for (FacadeParameter each : method.parameters()) {
            if (each.hasDefault()) {
                setters(method, each, name);
            }
        }
        text.add("}\n");
    }

    private static boolean isPrimitive(FacadeParameter parameter) {
        return parameter.kotlinType() instanceof JavaType.Primitive;
    }

    private void setters(FacadeMethod method, FacadeParameter each, String name) {
        String type = name + arguments(facade, method);
        boolean isOfEveryObject =
                (each.name().equals("wait") && each.type().plain().equals("long"))
                        || (each.name().equals("equals") && each.type().plain().equals("java.lang.Object"));
        String kotlin = each.kotlin().name();
        boolean isName = SourceVersion.isName(kotlin) && !isOfEveryObject;
        String setter = isName ? kotlin : isOfEveryObject ? each.name() + "_" : each.name();
        text.doc(Documentation.ofOption(method, each));
        text.add("public " + type + " " + setter + "(" + shown(each.type(), each) + " " + each.name() + ") {");
        check(each.type(), each);
        text.add("this." + each.name() + " = " + each.toKotlin(each.name()) + ";");
        text.add("omitted &= ~0b" + Integer.toBinaryString(1 << each.position()) + ";");
        text.add("return this;\n}\n");
        if (each.wrapped() != null) {
            text.doc("Gives {@code " + each.kotlin().name() + "} as what it wraps.");
            text.add("public " + type + " " + setter + "("
                    + shown(each.wrapped().type(), each) + " " + each.name() + ") {");
            check(each.wrapped().type(), each);
            text.add("return " + setter + "(" + each.wrapped().make().apply(each.name()) + ");\n}\n");
        }
    }

    private static String shown(JavaType type, FacadeParameter parameter) {
        return parameter.kotlin().isVararg() && type instanceof JavaType.Array array
                ? array.element().source() + "..."
                : type.source();
    }

    /** A null where Kotlin wants none would count as left out, or fail where nobody can tell which argument it was. */
    private void check(JavaType type, FacadeParameter each) {
        boolean isChecked = (type instanceof JavaType.Declared || type instanceof JavaType.Array)
                && type.equals(type.nullable(false));
        if (isChecked) {
            text.add("«java.util|Objects».requireNonNull(" + each.name() + ", \""
                    + each.kotlin().name() + " must not be null; what is not given has its default\");");
        }
    }

    private static String declaration(Facade facade, FacadeMethod method) {
        List<String> parameters = new ArrayList<>();
        for (String each : List.of(facade.typeParameters(), method.typeParameters())) {
            if (!each.isEmpty() && !(facade.isStatic(method) && each.equals(facade.typeParameters()))) {
                parameters.add(each.substring(1, each.length() - 1));
            }
        }
        return parameters.isEmpty() ? "" : "<" + String.join(", ", parameters) + ">";
    }

    /** Returns the names of the type parameters of class and method. */
    static String arguments(Facade facade, FacadeMethod method) {
        String declared = declaration(facade, method);
        if (declared.isEmpty()) {
            return "";
        }
        List<String> names = new ArrayList<>();
        int depth = 0;
        int start = 1;
        for (int i = 1; i < declared.length(); i++) {
            char each = declared.charAt(i);
            if (depth == 0 && (each == ',' || i == declared.length() - 1)) {
                Matcher name = Pattern.compile("\\w+").matcher(declared.substring(start, i));
                if (name.find()) {
                    names.add(name.group());
                }
                start = i + 1;
            }
            depth += each == '<' ? 1 : each == '>' ? -1 : 0;
        }
        return "<" + String.join(", ", names) + ">";
    }
}
