package suspension.facade.processor.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The constants of a facade's class of calls: handles, and the value classes that it meets. The first stand in the class
 * itself, others in nested classes, because a class's initializer has at most 64 KiB of code.
 */
public final class Constants {

    /** A constant: {@code static final type name = value}. */
    public record Constant(String type, String name, String value) {}

    /** How many constants a class has. Each takes some 40 bytes of its initializer, or more with many parameters. */
    private static final int ROOM = 200;

    private final String holder;
    private final Map<String, Constant> byValue = new LinkedHashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    public Constants(String holder) {
        this.holder = holder;
    }

    public boolean isEmpty() {
        return byValue.isEmpty();
    }

    /** Returns the constants of the class itself. */
    public List<Constant> own() {
        return byValue.values().stream().limit(ROOM).toList();
    }

    /** Returns the constants of the nested classes, by the names of these. */
    public Map<String, List<Constant>> nested() {
        List<Constant> all = List.copyOf(byValue.values());
        Map<String, List<Constant>> nested = new LinkedHashMap<>();
        for (int i = ROOM; i < all.size(); i += ROOM) {
            nested.put("More" + i / ROOM, all.subList(i, Math.min(i + ROOM, all.size())));
        }
        return nested;
    }

    /** Returns an expression for the constant of that value, which is made where there is none yet. */
    String use(String type, String name, String value) {
        String known = places.get(value);
        if (known != null) {
            return known;
        }
        String free = free(upper(name));
        int nested = byValue.size() / ROOM;
        String place = holder + (nested == 0 ? "." : ".More" + nested + ".") + free;
        byValue.put(value, new Constant(type, free, value));
        places.put(value, place);
        return place;
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
