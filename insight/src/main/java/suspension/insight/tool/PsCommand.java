package suspension.insight.tool;

import java.io.IOException;
import java.util.List;
import suspension.insight.tool.recording.Graph;

/** Lists processes, or the tasks of one. */
final class PsCommand implements Command {

    @Override
    public String name() {
        return "ps";
    }

    @Override
    public String operands() {
        return "[PID]";
    }

    @Override
    public String summary() {
        return "the processes that have loops, or the tasks of one";
    }

    @Override
    public String text() {
        return """
                Lists the processes of this user that have loops, and of each: how many loops,
                how many tasks that are not done, and how long something that was ready had to
                wait at worst in the last ten to twenty seconds.

                With a PID, lists the tasks of that process that are not done: the loop of each,
                its state, what it waits for, and since when.""";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.JSON, Option.WIDE);
    }

    @Override
    public void run(Arguments arguments, Terminal terminal) throws Failure, IOException, InterruptedException {
        if (arguments.operand() == null) {
            new ProcessList(arguments, terminal).print();
            return;
        }
        try (Target target = Target.attach(arguments.pid())) {
            Snapshot snapshot = Snapshot.of(target);
            if (arguments.has(Option.JSON)) {
                terminal.json(
                        snapshot.graph().tasks().stream().map(PsCommand::json).toList());
            } else {
                print(snapshot, target, arguments, terminal);
            }
        }
    }

    private static Object json(Graph.Task task) {
        return Snapshot.object(
                "id", task.id(),
                "name", task.name(),
                "loop", task.loop(),
                "state", task.state(),
                "waitsFor", task.waitsFor(),
                "forMillis", task.waitsFromMillis() < 0 ? null : task.waitsFromMillis());
    }

    private static void print(Snapshot snapshot, Target target, Arguments arguments, Terminal terminal) {
        List<Graph.Task> tasks = snapshot.graph().tasks();
        if (tasks.isEmpty()) {
            terminal.line("No task is pending in " + target + ".");
            return;
        }
        Table table = new Table()
                .number("ID")
                .text("TASK")
                .text("LOOP")
                .text("STATE")
                .text("WAITS FOR")
                .number("SINCE");
        for (Graph.Task task : tasks) {
            String waitsFor = task.waitsFor();
            table.row(
                    Long.toString(task.id()),
                    task.name(),
                    task.loop(),
                    task.state(),
                    waitsFor == null ? "" : waitsFor,
                    task.waitsFromMillis() < 0 ? "" : Times.text(task.waitsFromMillis() * 1_000_000));
        }
        ProcessList.print(table, arguments, terminal);
    }
}
