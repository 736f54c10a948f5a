package suspension.facade.processor.rules;

import java.util.List;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.Hierarchy.Inherited;
import suspension.facade.processor.model.Member;

/**
 * What a function of Kotlin's becomes in a facade.
 *
 * @param inherited the function
 * @param element what javac sees of it, or null
 * @param isDirect whether javac can name it and has all that it takes
 * @param typeParameters the declaration of its type parameters, or nothing
 * @param parameters all its parameters
 * @param result its result
 * @param thrown the checked exceptions that it declares
 * @param notes what its authors say of it
 * @param full the method with all parameters
 * @param overloads the other methods
 */
public record FacadeMethod(
        Inherited inherited,
        @Nullable ExecutableElement element,
        boolean isDirect,
        String typeParameters,
        List<FacadeParameter> parameters,
        Shape result,
        List<JavaType> thrown,
        Notes notes,
        Variant full,
        List<Variant> overloads) {

    public Member member() {
        return inherited.member();
    }

    public String name() {
        return full.name();
    }

    public boolean isSuspend() {
        return member().isSuspend();
    }

    public boolean neverReturns() {
        return member().result().isNothing();
    }

    /** Returns the expression for the object that Kotlin gets for a result of Java's. */
    public String resultToKotlin(String java) {
        return result.object(result.toKotlin().apply(java));
    }

    FacadeMethod withOverloads(List<Variant> more) {
        return new FacadeMethod(
                inherited, element, isDirect, typeParameters, parameters, result, thrown, notes, full, more);
    }

    FacadeMethod named(String name) {
        return new FacadeMethod(
                inherited,
                element,
                isDirect,
                typeParameters,
                parameters,
                result,
                thrown,
                notes,
                full.named(name),
                overloads);
    }
}
