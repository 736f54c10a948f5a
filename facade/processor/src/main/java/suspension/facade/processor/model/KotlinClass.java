package suspension.facade.processor.model;

import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * A class, interface or object, or what a file has beside classes.
 *
 * @param element what javac sees of it
 * @param kind what it is
 * @param typeParameters its type parameters
 * @param supertypes its supertypes
 * @param members its own members
 * @param companion its companion object's name, or null
 * @param value what it wraps, if it is a value class, else null
 * @param inheritance who may inherit from it
 * @param constructors its public constructors
 */
public record KotlinClass(
        TypeElement element,
        Kind kind,
        List<TypeParameter> typeParameters,
        List<KotlinType> supertypes,
        List<Member> members,
        @Nullable String companion,
        @Nullable Wrapped value,
        Inheritance inheritance,
        List<Constructor> constructors) {

    /** What a class is in Kotlin. */
    public enum Kind {
        INTERFACE,
        CLASS,
        OBJECT,
        COMPANION,
        FILE
    }

    /** Who may inherit from a class. */
    public enum Inheritance {
        FINAL,
        OPEN,
        ABSTRACT,
        SEALED
    }

    /**
     * What a value class wraps.
     *
     * @param property the name of its property
     * @param type the type of its property
     * @param isMakeable whether its constructor is public
     */
    public record Wrapped(String property, KotlinType type, boolean isMakeable) {}

    /**
     * A constructor.
     *
     * @param descriptor its descriptor in the class file
     * @param parameters its parameters
     */
    public record Constructor(String descriptor, List<Parameter> parameters) {}

    /** What it wraps. Only for value classes. */
    public Wrapped wrapped() {
        return Objects.requireNonNull(value, "no value class");
    }

    /** Its name as Kotlin's metadata has it, as in {@code shop/Session.Store}. */
    public String qualifiedName() {
        StringBuilder name = new StringBuilder(element.getSimpleName());
        Element each = element.getEnclosingElement();
        for (; each instanceof TypeElement; each = each.getEnclosingElement()) {
            name.insert(0, each.getSimpleName() + ".");
        }
        String packageName = String.valueOf(each);
        boolean isNamed = each instanceof PackageElement place && !place.isUnnamed();
        return isNamed ? packageName.replace('.', '/') + "/" + name : name.toString();
    }

    public boolean isStatic() {
        return kind == Kind.FILE || kind == Kind.OBJECT;
    }
}
