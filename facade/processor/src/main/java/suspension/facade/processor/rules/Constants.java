package suspension.facade.processor.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The constants of a facade's class of calls: handles, and the value classes that it meets. */
public final class Constants {

    /** A constant: {@code static final type name = value}. */
    public record Constant(String type, String name, String value) {}

    private final String holder;
    private final Map<String, Constant> byValue = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();

    public Constants(String holder) {
        this.holder = holder;
    }

    public List<Constant> all() {
        return List.copyOf(byValue.values());
    }

    /** Returns an expression for the constant of that value, which is made where there is none yet. */
    String use(String type, String name, String value) {
        Constant constant = byValue.computeIfAbsent(value, unused -> new Constant(type, free(upper(name)), value));
        return holder + "." + constant.name();
    }

    private String free(String name) {
        String free = name;
        for (int i = 2; names.contains(free); i++) {
            free = name + "_" + i;
        }
        names.add(free);
        return free;
    }

    /** Returns {@code USER_ID} for {@code userId}. */
    static String upper(String name) {
        String words = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("[^A-Za-z0-9_]", "_");
        return words.toUpperCase(java.util.Locale.ROOT);
    }

    /** Returns the constant of a value class. */
    String valueClass(JavaType.Declared type) {
        String raw = type.erased();
        String argument = type.arguments().isEmpty()
                ? raw
                : raw
                        + type.arguments().stream()
                                .map(each -> "?")
                                .toList()
                                .toString()
                                .replace('[', '<')
                                .replace(']', '>');
        return use(
                "«suspension.facade.runtime|ValueClass»<" + argument + ">",
                type.names().substring(type.names().lastIndexOf('.') + 1) + "Class",
                "«suspension.facade.runtime|ValueClass».of(lookup(), " + raw + ".class)");
    }
}
