package suspension.insight.tool;

import java.io.IOException;
import java.util.List;

/** Prints the tree of tasks, as the library in the process prints it. */
final class PstreeCommand implements Command {

    @Override
    public String name() {
        return "pstree";
    }

    @Override
    public String operands() {
        return "PID";
    }

    @Override
    public String summary() {
        return "who waits for whom and where; deadlocks first";
    }

    @Override
    public String text() {
        return """
                Prints the loops of a process, what has the turn of each, and its tasks: beneath
                each task the frames of its code, the outermost first, and the tasks that it
                waits for. Tasks that wait for one another in a circle are named first.

                It works as well when a loop is blocked, and does not stop it. On a terminal,
                lines are cut at its edge.""";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.JSON, Option.WIDE);
    }

    @Override
    public void run(Arguments arguments, Terminal terminal) throws Failure, IOException, InterruptedException {
        try (Target target = Target.attach(arguments.pid())) {
            Snapshot snapshot = Snapshot.of(target);
            if (arguments.has(Option.JSON)) {
                terminal.line(snapshot.json());
            } else if (snapshot.tree().isBlank()) {
                terminal.line("No loop runs now in " + target + ".");
            } else {
                print(snapshot, arguments.has(Option.WIDE) ? Integer.MAX_VALUE : terminal.columnsOfTrees(), terminal);
            }
        }
    }

    private static void print(Snapshot snapshot, int columns, Terminal terminal) {
        List<String> deadlocks = snapshot.graph().deadlocks();
        snapshot.tree().lines().forEach(line -> {
            String cut = Width.cut(Width.plain(line), columns);
            boolean names = deadlocks.stream().anyMatch(text -> text.lines().anyMatch(line::equals));
            terminal.line(names ? terminal.red(cut) : styled(line, cut, terminal));
        });
    }

    /** The names of loops stand at the edge, and frames have no mark. */
    private static String styled(String line, String cut, Terminal terminal) {
        if (!line.isEmpty() && "├└│ ".indexOf(line.charAt(0)) < 0) {
            return terminal.bold(cut);
        }
        return line.contains("── (T) ") ? cut : terminal.dim(cut);
    }
}
