package suspension.facade.processor.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function, or the getter or setter of a property.
 *
 * @param owner the class whose class file has it
 * @param kind what it is in Kotlin
 * @param name its name in Kotlin
 * @param jvmName its name in the class file; of a field the field's
 * @param descriptor its descriptor there
 * @param typeParameters its own type parameters
 * @param leading context parameters, then the receiver
 * @param parameters the parameters in parentheses
 * @param result its result
 * @param traits what else Kotlin says of it
 */
public record Member(
        KotlinClass owner,
        Kind kind,
        String name,
        String jvmName,
        String descriptor,
        List<TypeParameter> typeParameters,
        List<Parameter> leading,
        List<Parameter> parameters,
        KotlinType result,
        Traits traits) {

    /** What a member is in Kotlin. */
    public enum Kind {
        FUNCTION,
        GETTER,
        SETTER,
        FIELD
    }

    /**
     * What Kotlin says of a member.
     *
     * @param isSuspend whether it suspends
     * @param isAbstract whether it has no body
     * @param isInline whether Kotlin's compiler inlines it
     * @param isStatic whether it belongs to a file, an object or a companion
     * @param visibility null if it is public, else why it cannot be called
     * @param deprecation the level of {@code @Deprecated}, or null
     * @param annotations the classes of its annotations, as {@code kotlin/Deprecated}
     * @param thrown the exceptions that it declares, as {@code java/io/IOException}
     * @param contexts how many of the leading parameters are context parameters
     * @param givesVariable whether its result is a type parameter where it is declared: an object, whatever it becomes
     */
    public record Traits(
            boolean isSuspend,
            boolean isAbstract,
            boolean isInline,
            boolean isStatic,
            @Nullable String visibility,
            @Nullable String deprecation,
            List<String> annotations,
            List<String> thrown,
            int contexts,
            boolean givesVariable) {}

    public boolean isSuspend() {
        return traits.isSuspend();
    }

    /** All that Java passes, in its order. */
    public List<Parameter> all() {
        List<Parameter> all = new ArrayList<>(leading);
        all.addAll(parameters);
        return all;
    }

    public boolean isReified() {
        return typeParameters.stream().anyMatch(TypeParameter::isReified);
    }

    /**
     * Puts the types of a subclass in for the type parameters of the class. Type parameters of the function's own hide
     * the class's, and get another name where the subclass's types use theirs.
     */
    public Member with(Map<String, KotlinType> types) {
        if (types.isEmpty()) {
            return this;
        }
        Map<String, KotlinType> put = new HashMap<>(types);
        typeParameters.forEach(each -> put.put(each.name(), KotlinType.variable(free(each.name(), types))));
        return new Member(
                owner,
                kind,
                name,
                jvmName,
                descriptor,
                typeParameters.stream()
                        .map(each -> new TypeParameter(
                                free(each.name(), types),
                                each.bounds().stream()
                                        .map(bound -> bound.with(put))
                                        .toList(),
                                each.variance(),
                                each.isReified()))
                        .toList(),
                leading.stream().map(each -> each.with(put)).toList(),
                parameters.stream().map(each -> each.with(put)).toList(),
                result.with(put),
                traits);
    }

    private static String free(String name, Map<String, KotlinType> types) {
        String free = name;
        while (true) {
            String wanted = free;
            if (types.values().stream().noneMatch(each -> each.mentions(wanted))) {
                return free;
            }
            free += "2";
        }
    }

    /** What it is called in a list for readers, as in {@code find(id: UserId)}. */
    public String shown() {
        return kind == Kind.FUNCTION ? name + "(" + String.join(", ", names()) + ")" : name;
    }

    private List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }
}
