package suspension.facade.processor.writer;

import java.util.List;
import java.util.Set;
import suspension.facade.processor.rules.Constants.Constant;
import suspension.facade.processor.rules.Facade;
import suspension.facade.processor.rules.FacadeMethod;

/** Writes the class behind a facade: the handles, the view of a Kotlin object, and what stands for one. */
public final class CallsWriter {

    private final Facade facade;
    private final Set<String> names;
    private final SourceText text;
    private final boolean isMarked;

    public CallsWriter(Facade facade, boolean isMarked) {
        this.facade = facade;
        this.isMarked = isMarked;
        this.names = FacadeWriter.names(facade);
        this.text = new SourceText(facade.packageName(), names);
    }

    /** Whether there is anything to write. Called after the facade itself is written, which needs the constants. */
    public boolean isNeeded() {
        return !facade.type().isStatic() || !facade.constants().isEmpty();
    }

    public String write() {
        SourceText rest = text;
        rest.doc("How {@link " + facade.name() + "} calls Kotlin.");
        FacadeWriter.annotations(rest, isMarked);
        rest.add("final class " + facade.callsName() + " {\n");
        SourceText classes = rest.fork();
        if (!facade.type().isStatic()) {
            ofType(classes);
        }
        constants(facade.constants().own());
        rest.add("private " + facade.callsName() + "() {}\n");
        rest.append(classes);
        facade.constants().nested().forEach((name, constants) -> {
            names.add(name);
            rest.add("static final class " + name + " {\n");
            constants(constants);
            rest.add("private " + name + "() {}\n}\n");
        });
        rest.add("}");
        return rest.toString();
    }

    private void constants(List<Constant> constants) {
        for (Constant each : constants) {
            text.add("static final " + each.type() + " " + each.name() + " = " + each.value() + ";\n");
            if (each.value().contains("lookup()")) {
                text.importStatic("java.lang.invoke.MethodHandles.lookup");
            }
            if (each.value().contains("methodType(")) {
                text.importStatic("java.lang.invoke.MethodType.methodType");
            }
        }
    }

    private void ofType(SourceText to) {
        String parameters = facade.typeParameters().isEmpty() ? "" : facade.typeParameters() + " ";
        String diamond = facade.typeArguments().isEmpty() ? "" : "<>";
        String java = facade.name() + facade.typeArguments();
        String kotlin = facade.target().source();
        boolean isImplementable = Documentation.isImplementable(facade);
        to.add("static " + parameters + java + " of(" + kotlin + " kotlin) {");
        if (isImplementable) {
            to.add(facade.name() + facade.typeArguments()
                    + " java = «suspension.facade.runtime|KotlinImplementation».implementationOf(kotlin, "
                    + facade.name() + ".class);");
            to.add("return java != null ? java : new View" + diamond + "(kotlin);\n}\n");
        } else {
            to.add("return new View" + diamond + "(kotlin);\n}\n");
        }
        to.add("static " + parameters + kotlin + " toKotlin(" + java + " java) {");
        to.add("if (java instanceof View" + facade.typeArguments() + " view) {\nreturn view.target;\n}");
        String type = facade.target().erased() + ".class";
        to.add(
                isImplementable
                        ? "return «suspension.facade.runtime|KotlinImplementation».proxy(" + type
                                + ", new Implementation" + diamond + "(java));\n}\n"
                        : "throw «suspension.facade.runtime|Facades».notKotlin(java, \"" + facade.name() + "\", " + type
                                + ");\n}\n");
        view(to);
        if (isImplementable) {
            new ImplementationWriter(to, facade).write();
        }
    }

    private void view(SourceText to) {
        to.doc("The Java view of a Kotlin object.");
        to.add("private static final class View" + facade.typeParameters() + " implements " + facade.name()
                + facade.typeArguments() + " {\n");
        to.add("private final " + facade.target().source() + " target;\n");
        to.add("View(" + facade.target().source() + " target) {\nthis.target = target;\n}\n");
        Surface surface = new Surface.Awaiting("public ", "target", facade.calls());
        MethodWriter writer = new MethodWriter(to, facade);
        for (FacadeMethod each : facade.methods()) {
            to.add("@Override");
            writer.full(each, surface);
        }
        to.add("@Override\npublic boolean equals(«java.lang|Object?» other) {");
        String any = facade.typeArguments().isEmpty() ? "View view" : "View" + wildcards() + " view";
        to.add("return other instanceof " + any + " && view.target.equals(target);\n}\n");
        to.add("@Override\npublic int hashCode() {\nreturn target.hashCode();\n}\n");
        to.add("@Override\npublic String toString() {\nreturn target.toString();\n}\n}\n");
    }

    private String wildcards() {
        return facade.typeArguments().replaceAll("\\w+", "?");
    }
}
