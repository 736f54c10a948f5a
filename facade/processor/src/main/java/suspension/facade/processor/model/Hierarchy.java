package suspension.facade.processor.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;
import suspension.facade.processor.model.KotlinClass.Inheritance;
import suspension.facade.processor.model.KotlinClass.Kind;
import suspension.facade.processor.model.Member.Traits;

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

    private static final Set<String> CLOSEABLE = Set.of("java/lang/AutoCloseable", "java/io/Closeable");

    private final KotlinClasses classes;
    private final List<List<Member>> families = new ArrayList<>();
    private final Set<String> unknown = new HashSet<>();
    private final List<String> javaSupertypes = new ArrayList<>();

    public Hierarchy(KotlinClasses classes, KotlinClass type) {
        this.classes = classes;
        add(type, Map.of());
        addSupertypes(type, Map.of(), new HashSet<>());
    }

    /** Whether a block with resources may take an object. */
    public boolean isCloseable() {
        return javaSupertypes.stream().anyMatch(CLOSEABLE::contains);
    }

    /** The types of Java's, and of Kotlin's that are some, whose methods the members leave out. */
    public List<String> javaSupertypes() {
        return javaSupertypes.stream()
                .filter(each -> !CLOSEABLE.contains(each) && !each.equals("kotlin/Any"))
                .toList();
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
                    addClose(supertype.name());
                }
            } else if (seen.add(supertype.with(types).toString())) {
                Map<String, KotlinType> put = arguments(found, supertype.with(types));
                add(found, put);
                addSupertypes(found, put, seen);
            }
        }
    }

    /** Java's closeable types are the only ones whose method every user of a facade wants. */
    private void addClose(String supertype) {
        TypeElement element = classes.elements().getTypeElement(supertype.replace('/', '.'));
        if (!CLOSEABLE.contains(supertype) || element == null) {
            return;
        }
        KotlinClass owner = new KotlinClass(
                element, Kind.INTERFACE, List.of(), List.of(), List.of(), null, null, Inheritance.ABSTRACT, List.of());
        List<String> thrown = supertype.equals("java/io/Closeable") ? List.of("java/io/IOException") : List.of();
        KotlinType unit = KotlinType.ofClass("kotlin/Unit");
        Traits traits = new Traits(false, true, false, false, null, null, List.of(), thrown, 0, false);
        Member close = new Member(
                owner, Member.Kind.FUNCTION, "close", "close", "()V", List.of(), List.of(), List.of(), unit, traits);
        List<Member> family = familyOf(close);
        if (family != null) {
            family.add(close);
        } else {
            families.add(new ArrayList<>(List.of(close)));
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
