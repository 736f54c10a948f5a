package suspension.facade.processor.writer;

import suspension.facade.processor.model.KotlinClass.Inheritance;
import suspension.facade.processor.model.KotlinClass.Kind;
import suspension.facade.processor.rules.Facade;
import suspension.facade.processor.rules.FacadeMethod;

/** The comments of a facade. */
final class Documentation {

    private Documentation() {}

    static String ofFacade(Facade facade) {
        StringBuilder text = new StringBuilder();
        String type = "{@link " + facade.target().erased() + "}";
        text.append(
                facade.type().kind() == Kind.FILE
                        ? "The functions of " + type + " as plain Java."
                        : type + " as plain Java.");
        text.append(" A suspend function suspends the calling body.");
        if (!facade.omissions().isEmpty()) {
            text.append("\n\n<p>Left out, or under another name:\n\n<ul>");
            facade.omissions().forEach(each -> text.append("\n  <li>").append(each));
            text.append("\n</ul>");
        }
        return text.toString();
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
        String called = "{@code " + method.member().shown() + "}";
        String text = method.isSuspend() ? "Awaits " + called + "." : "Calls " + called + ".";
        return method.neverReturns() ? text + " Never returns." : text;
    }
}
