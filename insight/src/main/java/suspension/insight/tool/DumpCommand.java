package suspension.insight.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import suspension.insight.tool.json.JsonWriter;

/** Prints everything that is known at this moment, for other programs. */
final class DumpCommand implements Command {

    private static final Option OUTPUT = Option.of("-o", "FILE", "writes it into a file");

    @Override
    public String name() {
        return "dump";
    }

    @Override
    public String operands() {
        return "PID";
    }

    @Override
    public String summary() {
        return "everything at this moment, as JSON";
    }

    @Override
    public String text() {
        return """
                Prints one JSON object: the process; "statistics", the figures of each loop; and
                "graph", its loops and tasks, what each waits for, their stacks, and deadlocks.""";
    }

    @Override
    public List<Option> options() {
        return List.of(OUTPUT, Option.flag("--json", "changes nothing: it is JSON always"));
    }

    @Override
    public void run(Arguments arguments, Terminal terminal) throws Failure, IOException, InterruptedException {
        String output = arguments.value(OUTPUT);
        Path file = output == null ? null : OutputFile.check(output);
        try (Target target = Target.attach(arguments.pid())) {
            Snapshot snapshot = Snapshot.of(target);
            Object dump = Snapshot.object(
                    "pid", target.pid(),
                    "mainClass", target.shortName(),
                    "command", target.command(),
                    "java", target.property("java.version"),
                    "time", Instant.now(),
                    "statistics", snapshot.figures(),
                    "graph", new JsonWriter.Raw(snapshot.json()));
            if (file == null) {
                terminal.json(dump);
            } else {
                Files.writeString(file, JsonWriter.write(dump) + "\n");
            }
        }
    }
}
