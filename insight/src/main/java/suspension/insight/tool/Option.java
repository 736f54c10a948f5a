package suspension.insight.tool;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An option of a command.
 *
 * @param name with its dashes
 * @param value what is to be given with it, for people; null if it stands alone
 * @param text what it does, for people
 */
record Option(String name, @Nullable String value, String text) {

    static final Option JSON = flag("--json", "prints JSON");
    static final Option WIDE = flag("--wide", "cuts no line");
    static final Option HELP = flag("--help", "prints this help");

    static Option flag(String name, String text) {
        return new Option(name, null, text);
    }

    static Option of(String name, String value, String text) {
        return new Option(name, value, text);
    }

    /** Returns the options of a command, with those that all have. */
    static List<Option> all(Command command) {
        List<Option> all = new ArrayList<>(command.options());
        all.add(HELP);
        return all;
    }

    String usage() {
        return value == null ? name : name + " " + value;
    }
}
