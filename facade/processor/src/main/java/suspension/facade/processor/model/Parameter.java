package suspension.facade.processor.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a function.
 *
 * @param name its name
 * @param type its type; of a vararg the array's
 * @param element the type of a vararg's elements, or null
 * @param hasDefault whether callers may leave it out
 * @param isObject whether its type is a type parameter where it is declared: an object, whatever it becomes
 */
public record Parameter(
        String name, KotlinType type, @Nullable KotlinType element, boolean hasDefault, boolean isObject) {

    /** A parameter as it is declared. */
    Parameter(String name, KotlinType type, @Nullable KotlinType element, boolean hasDefault) {
        this(name, type, element, hasDefault, type.isVariable());
    }

    public Parameter with(Map<String, KotlinType> types) {
        return new Parameter(
                name, type.with(types), element == null ? null : element.with(types), hasDefault, isObject);
    }

    public boolean isVararg() {
        return element != null;
    }
}
