package suspension.facade.processor.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.KotlinClass;

/**
 * Everything that is generated for a class.
 *
 * @param type the class
 * @param packageName the package of the facade
 * @param name the simple name of the facade
 * @param target the type of the objects that it views, with its type parameters
 * @param typeParameters the declaration of the class's type parameters, or nothing
 * @param typeArguments the names of these, or nothing
 * @param methods what its objects do
 * @param statics what belongs to no object, or to the companion
 * @param factories what makes value classes
 * @param omissions what is left out or has another name, as sentences
 * @param notes what the class's authors say of it
 * @param calls writes the calls of the objects
 * @param staticCalls writes the calls of the companion, the object or the file
 * @param singleton the expression for the object or the companion, or null
 * @param isCloseable whether a block with resources may take an object
 * @param constants what the calls need
 */
public record Facade(
        KotlinClass type,
        String packageName,
        String name,
        JavaType target,
        String typeParameters,
        String typeArguments,
        List<FacadeMethod> methods,
        List<FacadeMethod> statics,
        List<Factory> factories,
        List<String> omissions,
        Notes notes,
        Calls calls,
        Calls staticCalls,
        @Nullable String singleton,
        boolean isCloseable,
        Constants constants) {

    /**
     * Makes an object of a value class.
     *
     * @param name its name
     * @param typeParameters of the value class, as a declaration, or nothing
     * @param type the value class
     * @param property the name of what it wraps
     * @param wrapped the type of that
     * @param format of the expression that makes one, with what it wraps and its type
     */
    public record Factory(
            String name, String typeParameters, JavaType type, String property, JavaType wrapped, String format) {

        /** Returns the expression that makes one, which tells its type: overloads are chosen by it. */
        public String make(String value, JavaType made) {
            return String.format(format, value, made.source());
        }
    }

    /** Whether a method belongs to no object, though the class may have type parameters. */
    public boolean isStatic(FacadeMethod method) {
        return statics.stream()
                .anyMatch(each -> each.full().signature().equals(method.full().signature()));
    }

    public String callsName() {
        return name + "Calls";
    }
}
