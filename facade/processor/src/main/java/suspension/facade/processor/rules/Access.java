package suspension.facade.processor.rules;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.Hierarchy.Inherited;
import suspension.facade.processor.model.KotlinType;
import suspension.facade.processor.model.KotlinType.Projection;
import suspension.facade.processor.model.Member;
import suspension.facade.processor.model.Parameter;
import suspension.facade.processor.model.TypeParameter;

/** Which classes a facade can name. What is internal in Kotlin is public in Java. */
final class Access {

    private final Elements elements;

    Access(Elements elements) {
        this.elements = elements;
    }

    /** Returns why a facade cannot have the member, or null. */
    @Nullable
    String problemOf(Inherited inherited) {
        Member member = inherited.member();
        return Stream.of(member, inherited.defaults())
                .map(each -> each.owner().element())
                .filter(each -> !isPublic(each))
                .map(each -> "{@code " + each.getSimpleName() + "}, which declares it, is not public")
                .findFirst()
                .or(() -> Stream.concat(
                                typesOf(member).map(this::problemOf),
                                member.traits().thrown().stream().map(this::problemOfClass))
                        .filter(Objects::nonNull)
                        .findFirst())
                .orElse(null);
    }

    private static Stream<KotlinType> typesOf(Member member) {
        return Stream.of(
                        member.all().stream().map(Parameter::type),
                        member.all().stream().map(Parameter::element).filter(Objects::nonNull),
                        Stream.of(member.result()),
                        boundsOf(member.typeParameters()))
                .flatMap(types -> types);
    }

    private static Stream<KotlinType> boundsOf(List<TypeParameter> parameters) {
        return parameters.stream().flatMap(each -> each.bounds().stream());
    }

    /** Returns why a facade cannot declare the type parameters, or null. */
    @Nullable
    String problemOf(List<TypeParameter> parameters) {
        return boundsOf(parameters)
                .map(this::problemOf)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Returns why a facade cannot name the type, or null. */
    @Nullable
    String problemOf(KotlinType type) {
        String own = type.isVariable() || Builtins.javaClass(type.name()) != null ? null : problemOfClass(type.name());
        return own != null
                ? own
                : type.arguments().stream()
                        .map(Projection::type)
                        .map(this::problemOf)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable String problemOfClass(String name) {
        TypeElement found = elements.getTypeElement(name.replace('/', '.').replace('$', '.'));
        if (found == null) {
            return null;
        }
        String shown = "{@code " + found.getSimpleName() + "} in its signature ";
        if (!isPublic(found)) {
            return shown + "is not public";
        }
        return genericAround(found) == null ? null : shown + "is an inner class of one with type parameters";
    }

    /** Returns the class with type parameters of which a class is an inner one, or null. */
    static @Nullable TypeElement genericAround(TypeElement type) {
        TypeElement inner = type;
        while (!inner.getModifiers().contains(Modifier.STATIC)
                && inner.getEnclosingElement() instanceof TypeElement outer) {
            if (!outer.getTypeParameters().isEmpty()) {
                return outer;
            }
            inner = outer;
        }
        return null;
    }

    /** Whether the class is one that javac can name: public, in public classes. */
    static boolean isPublic(TypeElement type) {
        for (Element each = type; each instanceof TypeElement; each = each.getEnclosingElement()) {
            if (!each.getModifiers().contains(Modifier.PUBLIC)) {
                return false;
            }
        }
        return true;
    }
}
