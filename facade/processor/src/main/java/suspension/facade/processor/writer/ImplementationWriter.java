package suspension.facade.processor.writer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import suspension.facade.processor.model.Member;
import suspension.facade.processor.model.TypeParameter;
import suspension.facade.processor.rules.Facade;
import suspension.facade.processor.rules.FacadeMethod;
import suspension.facade.processor.rules.FacadeParameter;
import suspension.facade.processor.rules.Shape;

/** Writes what passes Kotlin's calls on to an implementation in Java. */
final class ImplementationWriter {

    private static final String ARGUMENTS = "«suspension.facade.runtime|Arguments»";

    private final SourceText text;
    private final Facade facade;
    private final Set<String> names =
            new HashSet<>(Set.of("call", "unknown", "proxy", "invoke", "implementationOf", "bare", "yield"));

    ImplementationWriter(SourceText text, Facade facade) {
        this.text = text;
        this.facade = facade;
    }

    void write() {
        String java = facade.name() + facade.typeArguments();
        text.doc("Kotlin's calls of a Java implementation.");
        text.add("private static final class Implementation" + facade.typeParameters()
                + " extends «suspension.facade.runtime|KotlinImplementation»<" + java + "> {\n");
        text.add("Implementation(" + java + " java) {\nsuper(java);\n}\n");
        text.add("@Override\nprotected «java.lang|Object?» call(" + java + " facade, String function, " + ARGUMENTS
                + " arguments) throws Throwable {");
        List<String> used = new ArrayList<>();
        facade.methods().forEach(each -> used.add(free(each.name())));
        text.add("return switch (function) {");
        for (int i = 0; i < used.size(); i++) {
            String call = used.get(i) + "(facade, arguments)";
            cases(signatures(facade.methods().get(i), false), call);
            cases(signatures(facade.methods().get(i), true), "bare(" + call + ")");
        }
        text.add("default -> unknown();\n};\n}\n");
        for (int i = 0; i < used.size(); i++) {
            method(facade.methods().get(i), used.get(i));
        }
        text.add("}\n");
    }

    private String free(String name) {
        String free = name;
        for (int i = 2; !names.add(free); i++) {
            free = name + i;
        }
        return free;
    }

    private void cases(List<String> signatures, String value) {
        if (!signatures.isEmpty()) {
            text.add("case " + String.join(", ", signatures) + " -> " + value + ";");
        }
    }

    /** Returns how Kotlin calls a method: as itself, and as all that it overrides. */
    private static List<String> signatures(FacadeMethod method, boolean isBare) {
        return Stream.concat(Stream.of(method.member()), method.inherited().overridden().stream())
                .filter(each -> isBare(method, each) == isBare)
                .map(ImplementationWriter::signature)
                .distinct()
                .toList();
    }

    private static String signature(Member member) {
        return "\"" + member.jvmName() + member.descriptor() + "\"";
    }

    private void method(FacadeMethod method, String name) {
        text.add("private static " + typeParameters(method) + "«java.lang|Object?» " + name + "("
                + facade.name() + typeArguments(method) + " facade, "
                + ARGUMENTS + " arguments) throws Throwable {");
        List<String> passed = new ArrayList<>();
        int index = 0;
        for (FacadeParameter each : method.parameters()) {
            passed.add(argument(each, index++));
        }
        String call = "facade." + method.name() + "(" + String.join(", ", passed) + ")";
        text.add(method.isSuspend() ? suspending(method, call) : plain(method, call));
        text.add("}\n");
    }

    /** The class's type parameters and the function's own, which may hide some of the class's. */
    private String typeParameters(FacadeMethod method) {
        List<String> all = new ArrayList<>();
        List<String> outer = declarations(facade.typeParameters());
        for (int i = 0; i < outer.size(); i++) {
            if (!isHidden(facade.type().typeParameters().get(i), method)) {
                all.add(outer.get(i));
            }
        }
        all.addAll(declarations(method.typeParameters()));
        return all.isEmpty() ? "" : "<" + String.join(", ", all) + "> ";
    }

    private String typeArguments(FacadeMethod method) {
        List<String> arguments = new ArrayList<>();
        for (TypeParameter each : facade.type().typeParameters()) {
            arguments.add(isHidden(each, method) ? "?" : each.name());
        }
        return arguments.isEmpty() ? "" : "<" + String.join(", ", arguments) + ">";
    }

    /** Parts {@code <A, B extends Map<K, V>>} at its outer commas. */
    private static List<String> declarations(String typeParameters) {
        List<String> declarations = new ArrayList<>();
        int depth = 0;
        int start = 1;
        for (int i = 0; i < typeParameters.length(); i++) {
            char each = typeParameters.charAt(i);
            depth += each == '<' ? 1 : each == '>' ? -1 : 0;
            if (depth == 0 || (depth == 1 && each == ',')) {
                declarations.add(typeParameters.substring(start, i).trim());
                start = i + 1;
            }
        }
        return declarations;
    }

    private static boolean isHidden(TypeParameter outer, FacadeMethod method) {
        return method.member().typeParameters().stream()
                .anyMatch(each -> each.name().equals(outer.name()));
    }

    /** Declares a variable for what Kotlin passes, and returns the expression for what Java gets. */
    private String argument(FacadeParameter parameter, int index) {
        Shape shape = parameter.shape();
        String get = "arguments.get(" + index + ")";
        if (shape.fromRaw() != null) {
            text.add(shape.java().source() + " " + parameter.name() + " = " + shape.raw(get) + ";");
            return parameter.name();
        }
        text.add(shape.kotlin().source() + " " + parameter.name() + " = " + get + ";");
        return shape.toJava().apply(parameter.name());
    }

    private static String suspending(FacadeMethod method, String call) {
        if (method.neverReturns()) {
            return "return arguments.suspendingNothing(() -> " + call + ");";
        }
        if (method.result().isVoid()) {
            return "return arguments.suspendingAction(() -> " + call + ");";
        }
        return "return arguments.suspending(() -> " + method.resultToKotlin(call) + ");";
    }

    private static String plain(FacadeMethod method, String call) {
        if (method.neverReturns()) {
            return call + ";\nreturn null;";
        }
        return method.result().isVoid()
                ? call + ";\nreturn «kotlin|Unit».INSTANCE;"
                : "return " + method.resultToKotlin(call) + ";";
    }

    /**
     * Whether Kotlin expects the bare value instead of the object of a value class. What is generic where it is
     * declared has an object even if a value class overrides it.
     */
    private static boolean isBare(FacadeMethod method, Member called) {
        String type = called.result().name();
        return method.result().fromRaw() != null
                && !called.isSuspend()
                && !called.traits().givesVariable()
                && type.equals(method.member().result().name())
                && !called.descriptor().endsWith(")L" + type.replace('.', '$') + ";");
    }
}
