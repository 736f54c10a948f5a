package suspension.facade.processor.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a class, its own and the inherited, with the types that the class puts in. */
public final class Hierarchy {

    /**
     * A member as the class has it.
     *
     * @param member what is called
     * @param overridden what it overrides; Kotlin may call it through these too
     * @param defaults the member that has the default values: itself or what it overrides
     * @param hasBody whether an implementation in Java need not override it
     */
    public record Inherited(Member member, List<Member> overridden, Member defaults, boolean hasBody) {}

    private final KotlinClasses classes;
    private final List<List<Member>> families = new ArrayList<>();
    private final Set<String> unknown = new HashSet<>();
    private final List<String> javaSupertypes = new ArrayList<>();

    public Hierarchy(KotlinClasses classes, KotlinClass type) {
        this.classes = classes;
        add(type, Map.of());
        addSupertypes(type, Map.of(), new HashSet<>());
    }

    /** The supertypes that Kotlin did not compile, as {@code java/lang/AutoCloseable}. */
    public List<String> javaSupertypes() {
        return javaSupertypes;
    }

    public List<Inherited> members() {
        return families.stream().map(Hierarchy::inherited).toList();
    }

    private static Inherited inherited(List<Member> family) {
        Member first = family.get(0);
        List<Member> overridden = family.subList(1, family.size());
        Member defaults = family.stream()
                .filter(each -> each.parameters().stream().anyMatch(Parameter::hasDefault))
                .findFirst()
                .orElse(first);
        return new Inherited(first, overridden, defaults, !first.traits().isAbstract());
    }

    private void addSupertypes(KotlinClass type, Map<String, KotlinType> types, Set<String> seen) {
        for (KotlinType supertype : type.supertypes()) {
            KotlinClass found = classes.find(supertype.name());
            if (found == null) {
                if (unknown.add(supertype.name())) {
                    javaSupertypes.add(supertype.name());
                }
            } else if (seen.add(supertype.with(types).toString())) {
                Map<String, KotlinType> put = arguments(found, supertype.with(types));
                add(found, put);
                addSupertypes(found, put, seen);
            }
        }
    }

    private static Map<String, KotlinType> arguments(KotlinClass type, KotlinType use) {
        Map<String, KotlinType> arguments = new HashMap<>();
        for (int i = 0; i < type.typeParameters().size() && i < use.arguments().size(); i++) {
            arguments.put(type.typeParameters().get(i).name(), use.argument(i));
        }
        return arguments;
    }

    private void add(KotlinClass type, Map<String, KotlinType> types) {
        List<List<Member>> inherited = new ArrayList<>();
        for (Member each : type.members()) {
            Member member = each.with(types);
            List<Member> family = familyOf(member);
            if (family != null) {
                family.add(member);
            } else {
                inherited.add(new ArrayList<>(List.of(member)));
            }
        }
        families.addAll(inherited);
    }

    /** Returns what overrides the member, or null. */
    private @Nullable List<Member> familyOf(Member member) {
        for (List<Member> family : families) {
            if (overrides(family.get(0), member)) {
                return family;
            }
        }
        return null;
    }

    private static boolean overrides(Member member, Member inherited) {
        return member.kind() == inherited.kind()
                && member.name().equals(inherited.name())
                && member.isSuspend() == inherited.isSuspend()
                && member.typeParameters().size() == inherited.typeParameters().size()
                && typesOf(member, member).equals(typesOf(inherited, member));
    }

    /** The types of a member's parameters, with the type parameters of another one's names. */
    private static List<String> typesOf(Member member, Member named) {
        Map<String, KotlinType> renamed = new HashMap<>();
        for (int i = 0; i < member.typeParameters().size(); i++) {
            renamed.put(
                    member.typeParameters().get(i).name(),
                    KotlinType.variable(named.typeParameters().get(i).name()));
        }
        return member.all().stream()
                .map(each -> shown(each.type().with(renamed)))
                .toList();
    }

    private static String shown(KotlinType type) {
        StringBuilder shown = new StringBuilder(type.name());
        type.arguments()
                .forEach(each -> shown.append('<').append(shown(each.type())).append('>'));
        return shown.append(type.isNullable() ? "?" : "").toString();
    }
}
