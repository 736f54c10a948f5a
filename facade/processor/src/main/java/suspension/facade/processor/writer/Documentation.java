package suspension.facade.processor.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import suspension.facade.processor.kdoc.Kdoc;
import suspension.facade.processor.model.KotlinClass.Inheritance;
import suspension.facade.processor.model.KotlinClass.Kind;
import suspension.facade.processor.model.TypeParameter;
import suspension.facade.processor.rules.Facade;
import suspension.facade.processor.rules.FacadeMethod;
import suspension.facade.processor.rules.FacadeParameter;
import suspension.facade.processor.rules.JavaType;
import suspension.facade.processor.rules.Notes;
import suspension.facade.processor.rules.OptIn;
import suspension.facade.processor.rules.Variant;

/** The comments of a facade. */
final class Documentation {

    private Documentation() {}

    static String ofFacade(Facade facade) {
        StringBuilder text = new StringBuilder(start(facade.notes().kdoc()));
        String type = "{@link " + facade.target().erased() + "}";
        text.append(
                facade.type().kind() == Kind.FILE
                        ? "The functions of " + type + " as plain Java."
                        : type + " as plain Java.");
        text.append(
                " A suspend function suspends the calling body, and is cancelled with it. Outside a body it throws an"
                        + " {@link IllegalStateException}.");
        text.append(ofOptIns(facade.notes()));
        if (!facade.omissions().isEmpty()) {
            text.append("\n\n<p>Left out, or under another name:\n\n<ul>");
            facade.omissions().forEach(each -> text.append("\n  <li>").append(each));
            text.append("\n</ul>");
        }
        return withTags(
                text.toString(),
                ofTypeParameters(facade.notes().kdoc(), facade.type().typeParameters()));
    }

    static String ofToKotlin(Facade facade) {
        String type = facade.target().erased();
        if (isImplementable(facade)) {
            return "Returns the Kotlin object whose functions a Java object implements. What that does not override is"
                    + " Kotlin's default body, or throws an {@link UnsupportedOperationException}. A view gives back"
                    + " its object.";
        }
        return "Returns the Kotlin object behind a view. " + reason(facade, type)
                + ": an {@link IllegalArgumentException} says so for any other object.";
    }

    private static String reason(Facade facade, String type) {
        if (facade.type().kind() == Kind.INTERFACE) {
            return "{@link " + type + "} is sealed, so no Java class can stand for one";
        }
        return facade.type().inheritance() == Inheritance.FINAL
                ? "{@link " + type + "} is a final class, so no Java class can stand for one"
                : "{@link " + type
                        + "} is a class and not an interface, so a Java class can only extend it as any class";
    }

    static boolean isImplementable(Facade facade) {
        return facade.type().kind() == Kind.INTERFACE && facade.type().inheritance() != Inheritance.SEALED;
    }

    static String of(FacadeMethod method) {
        return of(method, method.full(), "");
    }

    /** Says also of what javac warns a caller; only what none can override may carry {@code @SafeVarargs}. */
    static String ofOverridable(FacadeMethod method) {
        String warning =
                "\n\n<p>javac warns a caller of the generic array that it makes for the last parameter, because"
                        + " {@code @SafeVarargs} is for methods that none can override: {@code @SuppressWarnings(\"unchecked\")}"
                        + " silences it.";
        return of(method, method.full(), method.full().makesGenericArray() ? warning : "");
    }

    static String ofOverload(FacadeMethod method, Variant variant) {
        return of(method, variant, ofDefaults(method, variant));
    }

    private static String ofDefaults(FacadeMethod method, Variant variant) {
        String missing = method.full().given().stream()
                .filter(each -> !variant.given().contains(each))
                .map(each -> "{@code " + each.name() + "}")
                .collect(Collectors.joining(", "));
        if (missing.isEmpty()) {
            return "";
        }
        return " By default: " + missing + (variant.options() == null ? "." : ", as far as the options do not say.");
    }

    static String ofStart(FacadeMethod method) {
        String text = "Starts {@code " + method.name() + "}.";
        String description = method.notes().kdoc().description();
        return description.isEmpty() ? text : text + "\n\n" + (isBlock(description) ? "" : "<p>") + description;
    }

    static String ofOption(FacadeMethod method, FacadeParameter parameter) {
        String text = "Gives {@code " + parameter.kotlin().name() + "}.";
        String said = method.notes().kdoc().parameters().get(parameter.kotlin().name());
        return said == null ? text : text + "\n\n<p>" + said;
    }

    private static String of(FacadeMethod method, Variant variant, String more) {
        Kdoc kdoc = method.notes().kdoc();
        StringBuilder text = new StringBuilder(start(kdoc));
        text.append(method.isSuspend() ? "Awaits" : "Calls").append(" {@code ");
        text.append(method.member().shown()).append("}.");
        text.append(method.neverReturns() ? " Never returns." : "");
        text.append(more);
        text.append(ofOptIns(method.notes()));
        List<String> tags =
                new ArrayList<>(ofTypeParameters(kdoc, method.member().typeParameters()));
        tags.addAll(ofParameters(kdoc, variant));
        if (!kdoc.result().isEmpty() && !method.result().isVoid()) {
            tags.add("@return " + kdoc.result());
        }
        kdoc.thrown()
                .forEach((name, said) -> declared(method, name)
                        .ifPresentOrElse(
                                type -> tags.add("@throws " + type.erased() + " " + said),
                                () -> text.append("\n\n<p>Throws {@code " + name + "}: ")
                                        .append(said)));
        return withTags(text.toString(), tags);
    }

    private static String ofOptIns(Notes notes) {
        StringBuilder text = new StringBuilder();
        for (OptIn each : notes.optIns()) {
            text.append("\n\n<p>Requires opt-in: {@code ").append(each.marker().shortName());
            text.append("}. ").append(Kdoc.escaped(each.message()));
        }
        return text.toString().stripTrailing();
    }

    /** The authors' own words come first. */
    private static String start(Kdoc kdoc) {
        return kdoc.description().isEmpty() ? "" : kdoc.description() + "\n\n<p>";
    }

    private static boolean isBlock(String html) {
        return html.startsWith("<pre>") || html.startsWith("<ul>");
    }

    private static String withTags(String text, List<String> tags) {
        return tags.isEmpty() ? text : text + "\n\n" + String.join("\n", tags);
    }

    private static List<String> ofTypeParameters(Kdoc kdoc, List<TypeParameter> parameters) {
        return parameters.stream()
                .filter(each -> kdoc.parameters().containsKey(each.name()))
                .map(each -> "@param <" + each.name() + "> " + kdoc.parameters().get(each.name()))
                .toList();
    }

    private static List<String> ofParameters(Kdoc kdoc, Variant variant) {
        List<String> tags = new ArrayList<>();
        for (FacadeParameter each : variant.given()) {
            String said = kdoc.parameters().get(each.kotlin().name());
            if (said != null) {
                tags.add("@param " + each.name() + " " + said);
            }
        }
        if (variant.options() != null) {
            tags.add("@param options gives arguments that have defaults");
        }
        return tags;
    }

    private static Optional<JavaType> declared(FacadeMethod method, String name) {
        return method.thrown().stream()
                .filter(each -> each.shortName().equals(name.substring(name.lastIndexOf('.') + 1)))
                .findFirst();
    }
}
