package suspension.facade.processor.rules;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.rules.JavaType.Array;

/**
 * One of the methods that a function becomes: with all parameters, with some left out, or with an object for those
 * that have defaults; and each of these with value classes as what they wrap.
 *
 * @param name the method's name
 * @param given the parameters that it has
 * @param options the name of the class of the object, or null if there is none
 * @param isWrapped whether value classes appear as what they wrap
 */
public record Variant(
        String name, List<FacadeParameter> given, @Nullable String options, boolean isWrapped) {

    public JavaType typeOf(FacadeParameter parameter) {
        return isWrapped && parameter.wrapped() != null ? parameter.wrapped().type() : parameter.type();
    }

    /** Where the object stands: at the end, but before a last lambda or a vararg. */
    public int optionsAt() {
        int last = given.size() - 1;
        return last >= 0 && (given.get(last).isLambda() || given.get(last).isVariable()) ? last : given.size();
    }

    /** What javac must not meet twice in a class. */
    public String signature() {
        List<String> erased = given.stream().map(each -> typeOf(each).erased()).collect(Collectors.toList());
        if (options != null) {
            erased.add(optionsAt(), "«java.util.function|Consumer»");
        }
        return name + erased;
    }

    /** Whether javac must make an array of generic elements for a call. */
    public boolean makesGenericArray() {
        return given.stream()
                .filter(FacadeParameter::isVariable)
                .map(this::typeOf)
                .anyMatch(type -> type instanceof Array array
                        && (array.element() instanceof JavaType.Variable
                                || (array.element() instanceof JavaType.Declared declared
                                        && !declared.arguments().isEmpty())));
    }

    public Variant named(String other) {
        return new Variant(other, given, options, isWrapped);
    }

    public Variant wrapped() {
        return new Variant(name, given, options, true);
    }

    public boolean canBeWrapped() {
        return given.stream().anyMatch(each -> each.wrapped() != null);
    }
}
