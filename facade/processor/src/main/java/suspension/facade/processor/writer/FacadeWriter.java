package suspension.facade.processor.writer;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import suspension.facade.processor.model.KotlinClass.Kind;
import suspension.facade.processor.rules.Facade;
import suspension.facade.processor.rules.FacadeMethod;
import suspension.facade.processor.rules.JavaNames;
import suspension.facade.processor.rules.Variant;

/** Writes the facade itself. */
public final class FacadeWriter {

    private static final String NULLABLE_LOOP = "«suspension|EventLoop»";
    private static final String COMPANION = "Companion";
    private static final String SCOPE = "«suspension|TaskScope»";

    private final Facade facade;
    private final boolean isMarked;
    private final SourceText text;
    private final MethodWriter methods;
    private final OptionsWriter options;

    /** @param isMarked whether the annotation for generated code can be seen */
    public FacadeWriter(Facade facade, boolean isMarked) {
        this.facade = facade;
        this.isMarked = isMarked;
        this.text = new SourceText(facade.packageName(), names(facade));
        this.methods = new MethodWriter(text, facade);
        this.options = new OptionsWriter(text, facade);
    }

    /** The simple names that mean something of the facade's own. */
    static Set<String> names(Facade facade) {
        Set<String> names = new HashSet<>(List.of(facade.name(), facade.callsName(), "View", "Implementation"));
        List.of("", "Companion").forEach(each -> names.addAll(List.of(each + "Tasks", each + "Futures")));
        facade.type().typeParameters().forEach(each -> names.add(each.name()));
        List.of(facade.methods(), facade.statics())
                .forEach(all -> all.forEach(each -> {
                    each.member().typeParameters().forEach(parameter -> names.add(parameter.name()));
                    each.overloads().stream()
                            .filter(overload -> overload.options() != null)
                            .forEach(overload -> names.add(overload.options()));
                }));
        return names;
    }

    public String write() {
        text.doc(Documentation.ofFacade(facade));
        annotations(text, isMarked);
        MethodWriter.markers(facade.notes()).forEach(text::add);
        if (facade.type().isStatic()) {
            ofFunctions();
        } else {
            ofType();
        }
        text.add("}");
        return text.toString();
    }

    static void annotations(SourceText text, boolean isMarked) {
        if (isMarked) {
            text.add("«javax.annotation.processing|@Generated»(\"suspension.facade.processor.FacadeProcessor\")");
        }
        text.add("«org.jspecify.annotations|@NullMarked»");
        text.add("@SuppressWarnings({\"cast\", \"deprecation\", \"exports\", \"overloads\", \"rawtypes\", \"removal\","
                + " \"unchecked\", \"varargs\"})");
    }

    // A file or an object

    private void ofFunctions() {
        text.add("public final class " + facade.name() + " {\n");
        text.add("private " + facade.name() + "() {}\n");
        statics("public static ");
        if (hasSuspending(facade.statics())) {
            views("public static ", "", "");
            new ViewWriter(text, facade, methods).ofFunctions(facade.statics());
        }
        facade.statics().forEach(each -> options.write(each, false));
    }

    private void statics(String modifiers) {
        for (Facade.Factory each : facade.factories()) {
            text.doc("Makes a {@link " + each.type().erased() + "}.");
            String parameters = each.typeParameters().isEmpty() ? "" : each.typeParameters() + " ";
            text.add(modifiers + parameters + each.type().source() + " " + each.name() + "("
                    + each.wrapped().source() + " " + each.property() + ") {");
            text.add("return " + each.make(each.property(), each.type()) + ";\n}\n");
        }
        Surface surface = new Surface.Awaiting(
                modifiers, facade.singleton() == null ? "" : facade.singleton(), facade.staticCalls());
        for (FacadeMethod each : facade.statics()) {
            text.doc(Documentation.of(each));
            methods.full(each, surface);
            methods.overloads(each, surface);
        }
    }

    // A type

    private void ofType() {
        String self = facade.name() + facade.typeParameters();
        text.add("public interface " + self + (facade.isCloseable() ? " extends AutoCloseable" : "") + " {\n");
        crossings();
        statics("static ");
        facade.methods().forEach(this::method);
        if (hasSuspending(facade.methods())) {
            views("default ", "", "toKotlin(this), ");
            new ViewWriter(text, facade, methods).ofObject(facade.methods());
        }
        if (hasSuspending(facade.statics())) {
            views("static ", COMPANION, "");
            new ViewWriter(text, facade, methods).ofCompanion(facade.statics());
        }
        facade.methods().forEach(each -> options.write(each, true));
        facade.statics().forEach(each -> options.write(each, true));
    }

    private void crossings() {
        String parameters = facade.typeParameters().isEmpty() ? "" : facade.typeParameters() + " ";
        String java = facade.name() + facade.typeArguments();
        String kotlin = facade.target().source();
        text.doc("Returns the Java view of a Kotlin object. An object that {@link #toKotlin} made gives back the"
                + " implementation that is behind it.");
        text.add("static " + parameters + java + " of(" + kotlin + " kotlin) {");
        text.add("return " + facade.callsName() + ".of(kotlin);\n}\n");
        text.doc(Documentation.ofToKotlin(facade));
        text.add("static " + parameters + kotlin + " toKotlin(" + java + " java) {");
        text.add("return " + facade.callsName() + ".toKotlin(java);\n}\n");
    }

    private void method(FacadeMethod method) {
        Surface surface = new Surface.Awaiting("default ", "toKotlin(this)", facade.calls());
        text.doc(Documentation.ofOverridable(method));
        text.add(methods.header(method, method.full(), surface));
        if (method.inherited().hasBody() && facade.type().kind() == Kind.INTERFACE) {
            List<String> arguments = method.parameters().stream()
                    .map(each -> each.toKotlin(each.name()))
                    .toList();
            text.add(surface.body(
                    method,
                    c -> facade.calls().body(method, "toKotlin(this)", arguments, method.isSuspend() ? c : null)));
        } else {
            text.add("throw «suspension.facade.runtime|Facades».notImplemented(this, \"" + facade.name() + "."
                    + method.name() + "\");");
        }
        text.add("}\n");
        methods.overloads(method, surface);
    }

    // Tasks and futures

    private static boolean hasSuspending(List<FacadeMethod> methods) {
        return methods.stream().anyMatch(FacadeMethod::isSuspend);
    }

    /**
     * Writes the methods that give views.
     *
     * @param prefix of their names
     * @param target the argument for the object whose functions they start, or nothing
     */
    private void views(String modifiers, String prefix, String target) {
        String starter = "«suspension.facade.runtime|TaskStarter»";
        String arguments = target.isEmpty() ? "" : facade.typeArguments();
        String diamond = arguments.isEmpty() ? "" : "<>";
        String tasks = prefix + "Tasks";
        String futures = prefix + "Futures";
        String functions = prefix.isEmpty() ? "the suspend functions" : "the companion object's suspend functions";
        text.doc("Returns " + functions + " as tasks of the current loop.");
        text.add(modifiers + tasks + arguments + " " + JavaNames.decapitalized(tasks) + "() {");
        text.add("return new " + tasks + diamond + "(" + target + starter + ".current());\n}\n");
        for (String where : List.of(NULLABLE_LOOP + " loop", SCOPE + " scope")) {
            String name = where.substring(where.indexOf(' ') + 1);
            String on = diamond + "(" + target + starter + ".on(" + name + "));\n}\n";
            text.doc("Returns " + functions + " as tasks of the " + name + ", from any thread.");
            text.add(modifiers + tasks + arguments + " " + JavaNames.decapitalized(tasks) + "(" + where + ") {");
            text.add("return new " + tasks + on);
            text.doc("Returns " + functions + " as futures, whose tasks the " + name + " has, from any thread.");
            text.add(modifiers + futures + arguments + " " + JavaNames.decapitalized(futures) + "(" + where + ") {");
            text.add("return new " + futures + on);
        }
    }

    /** The warnings that a type's overloads bring. */
    static boolean isOverload(Variant variant) {
        return variant.options() != null;
    }
}
