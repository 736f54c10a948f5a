package suspension.facade.processor.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.Hierarchy;
import suspension.facade.processor.model.Hierarchy.Inherited;
import suspension.facade.processor.model.KotlinClass;
import suspension.facade.processor.model.KotlinClass.Kind;
import suspension.facade.processor.model.KotlinClasses;
import suspension.facade.processor.model.UnreadableException;
import suspension.facade.processor.rules.JavaType.Declared;
import suspension.facade.processor.rules.JavaType.Variable;

/** Decides what a facade has. */
public final class FacadePlanner {

    private final KotlinClasses classes;
    private final NoteReader notes;
    private final Types javac;
    private final KotlinClass type;
    private final Constants constants;
    private final TypeMapper types;
    private final Factories factories;
    private final MethodPlanner planner;
    private final Access access;
    private final List<String> omissions = new ArrayList<>();
    private final Set<String> signatures = new HashSet<>();
    private final Set<String> optionsTaken = new HashSet<>();

    public FacadePlanner(KotlinClasses classes, NoteReader notes, Types javac, KotlinClass type, String callsName) {
        this.classes = classes;
        this.notes = notes;
        this.javac = javac;
        this.type = type;
        this.constants = new Constants(callsName);
        this.types = new TypeMapper(classes).declaring(type.typeParameters());
        this.factories = new Factories(types, constants);
        this.access = new Access(classes.elements());
        this.planner = new MethodPlanner(javac, types, constants, factories, notes);
    }

    public Facade plan(String packageName, String name) throws UnreadableException {
        if (!Access.isPublic(type.element())) {
            throw new UnreadableException(
                    type.element().getQualifiedName() + " is not public, so no facade can call it");
        }
        TypeElement around = Access.genericAround(type.element());
        if (around != null) {
            throw new UnreadableException(type.element().getQualifiedName()
                    + " can have no facade: it is an inner class"
                    + " of " + around.getQualifiedName() + ", whose type parameters the facade could not name; Java"
                    + " calls its objects as they are, or Kotlin gives them an interface");
        }
        String problem = access.problemOf(type.typeParameters());
        if (problem != null) {
            throw new UnreadableException(type.element().getQualifiedName() + " can have no facade: "
                    + problem.replaceAll("\\{@code (\\w+)}", "$1"));
        }
        Hierarchy hierarchy = new Hierarchy(classes, type);
        List<FacadeMethod> own = methods(hierarchy, type.isStatic());
        hierarchy.javaSupertypes().forEach(this::leaveOut);
        omissions.addAll(Omissions.constructors(type, javac, classes.elements()));
        KotlinClass companion = companion();
        List<FacadeMethod> statics = type.isStatic() ? own : companion == null ? List.of() : statics(companion);
        List<FacadeMethod> methods = type.isStatic() ? List.of() : own;
        List<Facade.Factory> made = factories(methods, statics);
        List<JavaType> variables = type.typeParameters().stream()
                .<JavaType>map(each -> new Variable(each.name(), JavaType.OBJECT, false))
                .toList();
        Declared target = MethodPlanner.nameOf(type);
        String arguments = variables.isEmpty()
                ? ""
                : variables.stream().map(JavaType::source).collect(Collectors.joining(", ", "<", ">"));
        return new Facade(
                type,
                packageName,
                name,
                new Declared(target.packageName(), target.names(), variables, false),
                types.declaration(type.typeParameters()),
                arguments,
                methods,
                statics,
                made,
                omissions,
                notes.of(type),
                new Calls(constants, target),
                new Calls(constants, companion == null ? target : MethodPlanner.nameOf(companion)),
                singleton(companion),
                hierarchy.isCloseable() && !type.isStatic(),
                constants);
    }

    /** Java's types say nothing of null, and Java calls them as they are. */
    private void leaveOut(String supertype) {
        String builtin = Builtins.javaClass(supertype);
        String name = builtin == null ? supertype.replace('/', '.') : builtin;
        omissions.add("the methods that {@code " + type.element().getSimpleName() + "} inherits from {@code " + name
                + "}: Java calls them on the Kotlin object");
    }

    private @Nullable KotlinClass companion() {
        String name = type.companion();
        KotlinClass found = name == null || type.isStatic() ? null : classes.find(type.qualifiedName() + "." + name);
        return found != null && found.element().getModifiers().contains(Modifier.PUBLIC) ? found : null;
    }

    private @Nullable String singleton(@Nullable KotlinClass companion) {
        String self = MethodPlanner.nameOf(type).erased();
        if (type.kind() == Kind.OBJECT) {
            return self + ".INSTANCE";
        }
        return companion == null ? null : self + "." + companion.element().getSimpleName();
    }

    private List<FacadeMethod> statics(KotlinClass companion) {
        return methods(new Hierarchy(classes, companion), true);
    }

    /** Plans the methods; a method of a function's own comes before all overloads. */
    private List<FacadeMethod> methods(Hierarchy hierarchy, boolean isStatic) {
        List<FacadeMethod> full = new ArrayList<>();
        for (Inherited each : hierarchy.members()) {
            String reason = Omissions.reason(each.member(), javac, classes.elements());
            reason = reason == null ? access.problemOf(each) : reason;
            if (reason != null) {
                if (!reason.isEmpty()) {
                    omissions.add("{@code " + each.member().shown() + "}: " + reason);
                }
                continue;
            }
            FacadeMethod method = planner.method(each);
            if (isStatic || !JavaNames.isOfEveryObject(method.full())) {
                full.add(unique(method, isStatic));
                noteKotlinLambdas(method);
            }
        }
        Ambiguities ambiguities = new Ambiguities(classes.elements());
        full.forEach(ambiguities::add);
        List<FacadeMethod> complete = new ArrayList<>();
        for (FacadeMethod each : full) {
            complete.add(each.withOverloads(overloads(each, ambiguities)));
        }
        return complete;
    }

    /** Says how a lambda that may wait is written where no interface of Java's has as many parameters. */
    private void noteKotlinLambdas(FacadeMethod method) {
        for (FacadeParameter each : method.parameters()) {
            if (each.isLambda()
                    && each.kotlin().type().isSuspend()
                    && each.shape().isSame()) {
                omissions.add("{@code " + method.member().shown() + "} takes {@code " + each.name()
                        + "} as Kotlin's own function, with a continuation last, because it has more than five"
                        + " parameters: {@code Suspend.implement(continuation, () -> ...)} is its body");
            }
        }
    }

    private FacadeMethod unique(FacadeMethod method, boolean isStatic) {
        String shown = "{@code " + method.member().shown() + "}";
        FacadeMethod named = method.named(JavaNames.allowed(method.full(), isStatic));
        if (!named.name().equals(method.name())) {
            omissions.add(shown + " is {@code " + named.name() + "}: Java or the facade keeps the name");
        }
        if (!signatures.add(named.full().signature())) {
            FacadeMethod other = named.named(JavaNames.withTypes(named.full()));
            for (int i = 2; !signatures.add(other.full().signature()); i++) {
                other = named.named(JavaNames.withTypes(named.full()) + i);
            }
            omissions.add(shown + " is {@code " + other.name()
                    + "}: another function has the same name and parameters in Java");
            return other;
        }
        return named;
    }

    private List<Variant> overloads(FacadeMethod method, Ambiguities ambiguities) {
        String name = JavaNames.capitalized(method.name()) + "Arguments";
        String options = name;
        for (int i = 2; optionsTaken.contains(options); i++) {
            options = name + i;
        }
        String lacking = Overloads.lacking(method);
        if (!lacking.isEmpty()) {
            omissions.add("{@code " + method.member().shown() + "} " + lacking);
        }
        List<Variant> kept = new ArrayList<>();
        for (Variant each : Overloads.of(method, options)) {
            Variant clear = ambiguities.isAmbiguous(each) ? each.named(each.name() + "With") : each;
            Variant allowed = clear.named(JavaNames.allowed(clear, true));
            boolean isOfObjects = !allowed.equals(clear);
            if (!(isOfObjects && clear.isWrapped())) {
                if (signatures.add(allowed.signature())) {
                    kept.add(allowed);
                } else if (!each.isWrapped()) {
                    omissions.add(hidden(method, allowed));
                }
            }
            if (isOfObjects) {
                omissions.add("{@code " + method.member().shown() + "} "
                        + (clear.isWrapped()
                                ? "with what a value class wraps is left out"
                                : "with fewer parameters is {@code " + allowed.name() + "}")
                        + ": every object has that method");
            }
            if (!clear.equals(each) && !clear.isWrapped()) {
                omissions.add("{@code " + method.member().shown() + "} with an object for its defaults is {@code "
                        + clear.name() + "}: javac could not tell that lambda from the function's own");
            }
        }
        if (kept.stream().anyMatch(each -> each.options() != null)) {
            optionsTaken.add(options);
        }
        return kept;
    }

    private static String hidden(FacadeMethod method, Variant variant) {
        String given = variant.given().stream().map(FacadeParameter::name).collect(Collectors.joining(", "));
        return "{@code " + method.member().shown() + "} without its defaults, as {@code " + variant.name() + "("
                + given + (variant.options() == null ? "" : given.isEmpty() ? "options" : ", options")
                + ")}, is left out: another method has the same parameters in Java";
    }

    private List<Facade.Factory> factories(List<FacadeMethod> methods, List<FacadeMethod> statics) {
        Set<String> names = new HashSet<>();
        methods.forEach(each -> names.add(each.name()));
        statics.forEach(each -> names.add(each.name()));
        List<Facade.Factory> made = new ArrayList<>();
        for (Facade.Factory each : factories.all()) {
            if (names.add(each.name())) {
                made.add(each);
            } else {
                omissions.add("{@code " + each.name() + "(" + each.property() + ")}, which would make a {@link "
                        + each.type().erased() + "}: something else has that name");
            }
        }
        return made;
    }
}
