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
 */
public record Parameter(
        String name, KotlinType type, @Nullable KotlinType element, boolean hasDefault) {

    public Parameter with(Map<String, KotlinType> types) {
        return new Parameter(name, type.with(types), element == null ? null : element.with(types), hasDefault);
    }

    public boolean isVararg() {
        return element != null;
    }
}
