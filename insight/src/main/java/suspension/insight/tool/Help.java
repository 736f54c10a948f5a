package suspension.insight.tool;

import java.util.ArrayList;
import java.util.List;

/** What {@code --help} prints. */
final class Help {

    private static final String TOOL = "java -jar suspension-insight.jar";

    private Help() {}

    static List<String> ofAll(List<Command> commands) {
        List<String> lines = new ArrayList<>();
        lines.add("Shows what the event loops of running Java programs do, from outside.");
        lines.add("");
        lines.add("Usage: " + TOOL + " COMMAND [options]");
        lines.add("");
        lines.add("Commands:");
        List<String[]> rows = new ArrayList<>();
        for (Command command : commands) {
            rows.add(new String[] {command.name() + " " + command.operands(), command.summary()});
        }
        rows.add(new String[] {"COMMAND --help", "how a command is used"});
        addRows(lines, rows);
        lines.addAll("""

                Where to begin:
                  nothing goes on        pstree PID: who waits for whom, deadlocks first
                  it is slow             top PID: which loop is busy, and with which task
                  it grows               ps: which process has how many tasks
                  who runs when          record PID, then timeline: a page for the browser

                The programs need nothing but the library on their class path, version 0.1 or
                newer, and must run as the same user. Nothing is loaded into them: they are
                asked by the JDK's own Flight Recorder (JFR), also when a loop is blocked.

                --json is understood by every command that prints, NO_COLOR and COLUMNS are
                heeded. Exit codes: 0 fine; 1 something is wrong with the process or a file;
                2 the command line cannot be understood.""".lines().toList());
        return lines;
    }

    static List<String> of(Command command) {
        List<String> lines = new ArrayList<>();
        String operands = command.operands().isEmpty() ? "" : " " + command.operands();
        lines.add("Usage: " + TOOL + " " + command.name() + operands + " [options]");
        lines.add("");
        lines.addAll(command.text().lines().toList());
        lines.add("");
        lines.add("Options:");
        addRows(
                lines,
                Option.all(command).stream()
                        .map(option -> new String[] {option.usage(), option.text()})
                        .toList());
        return lines;
    }

    private static void addRows(List<String> lines, List<String[]> rows) {
        int width =
                rows.stream().mapToInt(row -> Width.of(row[0].strip())).max().orElse(0);
        rows.forEach(row -> lines.add("  " + Width.padRight(row[0].strip(), width + 2) + row[1]));
    }
}
