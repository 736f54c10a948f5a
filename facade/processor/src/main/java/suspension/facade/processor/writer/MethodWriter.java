package suspension.facade.processor.writer;

import java.util.ArrayList;
import java.util.List;
import suspension.facade.processor.rules.Facade;
import suspension.facade.processor.rules.FacadeMethod;
import suspension.facade.processor.rules.FacadeParameter;
import suspension.facade.processor.rules.JavaType;
import suspension.facade.processor.rules.JavaType.Array;
import suspension.facade.processor.rules.Notes;
import suspension.facade.processor.rules.OptIn;
import suspension.facade.processor.rules.Variant;

/** Writes the methods of a class, each with what its surface does. */
final class MethodWriter {

    private final SourceText text;
    private final Facade facade;

    MethodWriter(SourceText text, Facade facade) {
        this.text = text;
        this.facade = facade;
    }

    /** Writes the method with all parameters, which calls the function. */
    void full(FacadeMethod method, Surface surface) {
        List<String> arguments = new ArrayList<>();
        method.parameters().forEach(each -> arguments.add(each.toKotlin(each.name())));
        text.add(header(method, method.full(), surface));
        text.add(surface.body(
                method, c -> surface.calls().full(method, surface.object(), arguments, method.isSuspend() ? c : null)));
        text.add("}\n");
    }

    /** Writes the other methods. */
    void overloads(FacadeMethod method, Surface surface) {
        for (Variant each : method.overloads()) {
            if (surface.declaresExceptions()) {
                text.doc(Documentation.ofOverload(method, each));
            }
            text.add(header(method, each, surface));
            text.add(body(method, each, surface));
            text.add("}\n");
        }
    }

    private String body(FacadeMethod method, Variant variant, Surface surface) {
        if (variant.isWrapped()) {
            return unwrapping(method, variant, surface);
        }
        if (variant.options() == null) {
            return surface.body(
                    method,
                    c -> surface.calls().defaults(method, variant, surface.object(), method.isSuspend() ? c : null));
        }
        String type = variant.options() + argumentsOf(method);
        String diamond = argumentsOf(method).isEmpty() ? "" : "<>";
        return type + " given = new " + variant.options() + diamond + "();\noptions.accept(given);\n"
                + surface.body(
                        method,
                        c -> surface.calls().options(method, "given", surface.object(), method.isSuspend() ? c : null));
    }

    /** Makes the value classes, and calls the method that takes them. */
    private String unwrapping(FacadeMethod method, Variant variant, Surface surface) {
        List<String> arguments = new ArrayList<>();
        for (FacadeParameter each : variant.given()) {
            arguments.add(
                    each.wrapped() == null ? each.name() : each.wrapped().make().apply(each.name()));
        }
        if (variant.options() != null) {
            arguments.add(variant.optionsAt(), "options");
        }
        boolean isVoid = surface.declaresExceptions() && method.result().isVoid();
        String on = surface.modifiers().contains("static") ? facade.name() : "this"; // yield must be qualified
        return (isVoid ? "" : "return ") + on + "." + variant.name() + "(" + String.join(", ", arguments) + ");";
    }

    /** Returns the type arguments of the class of options, which has the type parameters of class and method. */
    private String argumentsOf(FacadeMethod method) {
        return OptionsWriter.arguments(facade, method);
    }

    String header(FacadeMethod method, Variant variant, Surface surface) {
        StringBuilder header = new StringBuilder();
        if (method.notes().deprecation() != null) {
            header.append(method.notes().deprecation()).append('\n');
        }
        markers(method.notes()).forEach(each -> header.append(each).append('\n'));
        String modifiers = surface.modifiers();
        if (variant.makesGenericArray() && !modifiers.startsWith("default") && !surface.isOverriding()) {
            header.append("@SafeVarargs\n");
            modifiers = modifiers.contains("static") ? modifiers : modifiers + "final ";
        }
        header.append(modifiers);
        header.append(method.typeParameters()).append(method.typeParameters().isEmpty() ? "" : " ");
        header.append(surface.returned(method))
                .append(' ')
                .append(variant.name())
                .append('(');
        header.append(String.join(", ", parameters(method, variant))).append(')');
        if (surface.declaresExceptions() && !method.thrown().isEmpty()) {
            List<String> thrown = method.thrown().stream().map(JavaType::source).toList();
            header.append(" throws ").append(String.join(", ", thrown));
        }
        return header.append(" {").toString();
    }

    /** Returns the annotations that Kotlin's callers must opt in to. */
    static List<String> markers(Notes notes) {
        return notes.optIns().stream()
                .filter(OptIn::isCarried)
                .map(OptIn::marker)
                .map(each -> each.erased().replace("|", "|@"))
                .toList();
    }

    private List<String> parameters(FacadeMethod method, Variant variant) {
        List<String> parameters = new ArrayList<>();
        for (FacadeParameter each : variant.given()) {
            JavaType type = variant.typeOf(each);
            String shown = each.isVariable() && type instanceof Array array
                    ? array.element().source() + "..."
                    : type.source();
            parameters.add(shown + " " + each.name());
        }
        if (variant.options() != null) {
            String type = variant.options() + argumentsOf(method);
            parameters.add(variant.optionsAt(), "«java.util.function|Consumer»<" + type + "> options");
        }
        return parameters;
    }
}
