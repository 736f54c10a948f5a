package suspension.insight.tool;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the user has typed behind the name of a command: options anywhere, and operands. */
final class Arguments {

    private final Command command;
    private final Map<String, String> options = new HashMap<>();
    private final List<String> operands = new ArrayList<>();

    private Arguments(Command command) {
        this.command = command;
    }

    /** Understands {@code --name value}, {@code --name=value}, and {@code --}, after which all are operands. */
    static Arguments parse(Command command, Collection<String> typed) throws Failure {
        Arguments arguments = new Arguments(command);
        Deque<String> left = new ArrayDeque<>(typed);
        while (!left.isEmpty()) {
            String next = left.remove();
            if (next.equals("--")) {
                arguments.operands.addAll(left);
                break;
            } else if (next.startsWith("-") && next.length() > 1) {
                arguments.option(next, left);
            } else {
                arguments.operands.add(next);
            }
        }
        return arguments;
    }

    private void option(String typed, Deque<String> left) throws Failure {
        int equals = typed.indexOf('=');
        String name = equals < 0 ? typed : typed.substring(0, equals);
        Option option = find(name.equals("-h") ? "--help" : name);
        String value = equals < 0 ? null : typed.substring(equals + 1);
        if (option.value() == null) {
            if (value != null) {
                throw usage("Option '" + name + "' takes no value.");
            }
            options.put(option.name(), "");
            return;
        }
        if (value == null) {
            value = left.poll();
        }
        if (value == null || value.isEmpty()) {
            throw usage("Option '" + name + "' needs a value: " + option.usage() + ".");
        }
        options.put(option.name(), value);
    }

    private Option find(String name) throws Failure {
        for (Option option : Option.all(command)) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        throw usage("'" + command.name() + "' has no option '" + name + "'.");
    }

    private Failure usage(String sentence) {
        return Failure.ofUsage(sentence + " See '" + command.name() + " --help'.");
    }

    boolean has(Option option) {
        return options.containsKey(option.name());
    }

    @Nullable
    String value(Option option) {
        return options.get(option.name());
    }

    /** Returns a number of seconds, which may have a fraction. */
    Duration seconds(Option option, Duration otherwise, Duration least) throws Failure {
        String value = value(option);
        if (value == null) {
            return otherwise;
        }
        Duration given = null;
        try {
            double seconds = Double.parseDouble(value);
            given = seconds >= 0 && seconds <= 1e7 ? Duration.ofNanos((long) (seconds * 1e9)) : null;
        } catch (NumberFormatException notANumber) {
            // said below
        }
        if (given == null || given.compareTo(least) < 0) {
            throw usage("Option '" + option.name() + "' needs a number of seconds, at least "
                    + Times.seconds(least.toNanos()) + ", and not '" + value + "'.");
        }
        return given;
    }

    int count(Option option, int otherwise) throws Failure {
        String value = value(option);
        if (value == null) {
            return otherwise;
        }
        try {
            int count = Integer.parseInt(value);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw usage("Option '" + option.name() + "' needs a whole number above 0, and not '" + value + "'.");
    }

    /** Returns the only operand; null if there is none. */
    @Nullable
    String operand() throws Failure {
        if (operands.size() > 1) {
            throw usage("'" + command.name() + "' takes one operand, and not " + operands.size() + ": "
                    + String.join(" ", operands) + ".");
        }
        return operands.isEmpty() ? null : operands.get(0);
    }

    /** Returns the only operand, which must be there. */
    String needed(String what) throws Failure {
        String operand = operand();
        if (operand == null) {
            throw usage("'" + command.name() + "' needs " + what + ".");
        }
        return operand;
    }

    /** Returns the process that is meant. */
    long pid() throws Failure {
        String operand = needed("the id of a process, which 'ps' lists");
        try {
            long pid = Long.parseLong(operand);
            if (pid > 0) {
                return pid;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw usage("'" + operand + "' is not the id of a process: those are numbers, which 'ps' lists.");
    }
}
