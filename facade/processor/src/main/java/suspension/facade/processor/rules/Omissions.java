package suspension.facade.processor.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.KotlinClass;
import suspension.facade.processor.model.KotlinClass.Constructor;
import suspension.facade.processor.model.KotlinClass.Inheritance;
import suspension.facade.processor.model.Member;
import suspension.facade.processor.model.Parameter;

/** Which members a facade does not have, and why. */
final class Omissions {

    private Omissions() {}

    /** Returns null for a member that the facade has, nothing for one that no reader misses, else the reason. */
    static @Nullable String reason(Member member, Types types, Elements elements) {
        if (member.kind() == Member.Kind.SETTER && member.traits().visibility() != null) {
            return "";
        }
        if (member.traits().visibility() != null) {
            return member.traits().visibility().startsWith("private")
                    ? ""
                    : member.traits().visibility();
        }
        if ("HIDDEN".equals(member.traits().deprecation())) {
            return "";
        }
        if (member.isReified()) {
            return "inline with a reified type parameter, which only Kotlin's compiler can fill in";
        }
        if (member.kind() != Member.Kind.FIELD && member.descriptor().isEmpty()) {
            return "its class file does not tell its signature";
        }
        return isPrivate(member, types, elements)
                ? "inlined only: its class file has no function that could be called"
                : null;
    }

    /** Says how the objects of a class are made, where Java cannot do it as Kotlin does. */
    static List<String> constructors(KotlinClass type, Types types, Elements elements) {
        boolean isMade = type.element().getKind() == ElementKind.CLASS
                && !type.isStatic()
                && type.value() == null
                && type.inheritance() != Inheritance.ABSTRACT
                && type.inheritance() != Inheritance.SEALED;
        List<String> sentences = new ArrayList<>();
        for (Constructor each : isMade ? type.constructors() : List.<Constructor>of()) {
            boolean isPlain = ElementFilter.constructorsIn(type.element().getEnclosedElements()).stream()
                    .filter(found -> found.getModifiers().contains(Modifier.PUBLIC))
                    .anyMatch(found ->
                            JavaTypes.descriptor(found, elements, types).equals(each.descriptor()));
            boolean hasDefaults = each.parameters().stream().anyMatch(Parameter::hasDefault);
            String names = each.parameters().stream().map(Parameter::name).collect(Collectors.joining(", "));
            String shown = "the constructor {@code " + type.element().getSimpleName() + "(" + names + ")}: ";
            if (!isPlain) {
                sentences.add(
                        shown + "call it in Kotlin, because a value class among its parameters hides it from Java");
            } else if (hasDefaults) {
                sentences.add(shown + "call it by {@code new} with all its arguments, or in Kotlin");
            }
        }
        return sentences;
    }

    /** Looks into superclasses too: those of a class of several files have its functions. */
    private static boolean isPrivate(Member member, Types types, Elements elements) {
        Element each = member.owner().element();
        while (each instanceof TypeElement type) {
            for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
                if (method.getSimpleName().contentEquals(member.jvmName())
                        && JavaTypes.descriptor(method, elements, types).equals(member.descriptor())) {
                    return method.getModifiers().contains(Modifier.PRIVATE);
                }
            }
            each = types.asElement(type.getSuperclass());
        }
        return false;
    }
}
