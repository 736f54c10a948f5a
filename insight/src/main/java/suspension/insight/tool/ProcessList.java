package suspension.insight.tool;

import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Asks all JVMs of the user at once, and lists those that have loops. */
final class ProcessList {

    private static final int AT_ONCE = 8;

    /** One that is stopped must not hide the others for long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Arguments arguments;
    private final Terminal terminal;
    private final Map<Target, Snapshot> found = new LinkedHashMap<>();
    private final List<String> silent = new ArrayList<>();

    ProcessList(Arguments arguments, Terminal terminal) {
        this.arguments = arguments;
        this.terminal = terminal;
    }

    void print() throws InterruptedException {
        List<VirtualMachineDescriptor> all = Target.list();
        ask(all);
        if (arguments.has(Option.JSON)) {
            terminal.json(found.entrySet().stream().map(ProcessList::json).toList());
        } else if (found.isEmpty()) {
            terminal.line(
                    "No process has loops: " + (all.isEmpty() ? "no other JVM" : "none of " + all.size() + " JVMs")
                            + " of user " + System.getProperty("user.name") + " uses the library.");
        } else {
            printTable();
        }
        silent.forEach(terminal::note);
    }

    private void printTable() {
        Table table = new Table()
                .number("PID")
                .text("MAIN CLASS")
                .number("LOOPS")
                .number("TASKS")
                .number("LAG");
        found.forEach((target, snapshot) -> table.row(
                Long.toString(target.pid()),
                target.shortName(),
                Integer.toString(snapshot.loops().size()),
                Long.toString(snapshot.pending()),
                Times.text(snapshot.longestLag())));
        print(table, arguments, terminal);
    }

    static void print(Table table, Arguments arguments, Terminal terminal) {
        List<String> lines = table.lines(arguments.has(Option.WIDE) ? Integer.MAX_VALUE : terminal.columns());
        terminal.line(terminal.bold(lines.get(0)));
        lines.subList(1, lines.size()).forEach(terminal::line);
    }

    private static Object json(Map.Entry<Target, Snapshot> process) {
        Target target = process.getKey();
        Snapshot snapshot = process.getValue();
        return Snapshot.object(
                "pid", target.pid(),
                "mainClass", target.shortName(),
                "command", target.command(),
                "loops", snapshot.loops().size(),
                "tasks", snapshot.pending(),
                "lagNanos", snapshot.longestLag());
    }

    private void ask(List<VirtualMachineDescriptor> all) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Map.@Nullable Entry<Target, Snapshot>>> answers = new ArrayList<>();
            for (VirtualMachineDescriptor each : all) {
                answers.add(threads.submit(() -> ask(Long.parseLong(each.id()))));
            }
            for (Future<Map.@Nullable Entry<Target, Snapshot>> answer : answers) {
                take(answer);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void take(Future<Map.@Nullable Entry<Target, Snapshot>> answer) throws InterruptedException {
        try {
            Map.Entry<Target, Snapshot> process = answer.get();
            if (process != null) {
                found.put(process.getKey(), process.getValue());
            }
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            String reason = cause == null ? null : cause.getMessage();
            if (reason != null && !reason.contains("has ended meanwhile")) {
                silent.add(reason);
            }
        }
    }

    private static Map.@Nullable Entry<Target, Snapshot> ask(long pid)
            throws Failure, IOException, InterruptedException {
        try (Target target = Target.attach(pid, PATIENCE)) {
            return target.hasLoops() ? Map.entry(target, Snapshot.of(target)) : null;
        }
    }
}
