package suspension.facade.processor.rules;

import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.Member;

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
