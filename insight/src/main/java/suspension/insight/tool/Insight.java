package suspension.insight.tool;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The command-line tool: shows what the loops of other processes do. {@code java -jar suspension-insight.jar --help} says
 * what there is.
 */
public final class Insight {

    private static final List<Command> COMMANDS = List.of(
            new PsCommand(),
            new PstreeCommand(),
            new TopCommand(),
            new DumpCommand(),
            new RecordCommand(),
            new TimelineCommand());

    private Insight() {}

    /**
     * Does what the arguments say, and ends the process: with 0 if it is done, with 1 if a process or a file was not as it
     * had to be, with 2 if the arguments cannot be understood.
     *
     * @param typed a command and its arguments
     */
    public static void main(String[] typed) {
        Thread main = Thread.currentThread();
        CountDownLatch finished = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt(main, finished), "ends what is under way"));
        int exitCode = ExitCode.PROBLEM;
        try {
            exitCode = run(Terminal.ofProcess(), typed);
        } finally {
            finished.countDown(); // else the process would end late
        }
        System.exit(exitCode);
    }

    /** On Ctrl-C: lets the command end what it has begun, in the other process and on disk. */
    private static void interrupt(Thread main, CountDownLatch finished) {
        if (finished.getCount() > 0) {
            main.interrupt();
            try {
                finished.await(Target.PATIENCE.plusSeconds(10).toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException impatient) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static int run(Terminal terminal, String... typed) {
        try {
            execute(terminal, List.of(typed));
            if (!terminal.flush()) {
                return ExitCode.PROBLEM; // nobody reads on, such as 'head'
            }
            return ExitCode.FINE;
        } catch (Failure failure) {
            terminal.note(failure.sentence());
            return failure.exitCode();
        } catch (IOException failed) {
            terminal.note("A file could not be read or written: " + failed.getMessage());
            return ExitCode.PROBLEM;
        } catch (InvalidPathException noPath) {
            terminal.note("'" + noPath.getInput() + "' is no name of a file.");
            return ExitCode.PROBLEM;
        } catch (InterruptedException ended) {
            return ExitCode.PROBLEM;
        } catch (OutOfMemoryError full) {
            terminal.note("There is not enough memory for this. Give more to this tool, such as:"
                    + " java -Xmx4g -jar suspension-insight.jar " + String.join(" ", typed));
            return ExitCode.PROBLEM;
        } catch (RuntimeException unexpected) {
            terminal.note("This tool has failed, by a mistake of its own or of the JDK: " + unexpected);
            return ExitCode.PROBLEM;
        } catch (NoClassDefFoundError missing) {
            terminal.note("Java's module jdk.attach or jdk.jfr is missing (" + missing.getMessage()
                    + "): use the java of a JDK, 17 or newer, and not of a JRE.");
            return ExitCode.PROBLEM;
        }
    }

    private static void execute(Terminal terminal, List<String> typed)
            throws Failure, IOException, InterruptedException {
        if (typed.isEmpty()) {
            Help.ofAll(COMMANDS).forEach(terminal::line);
            throw Failure.ofUsage("");
        }
        String first = typed.get(0);
        List<String> rest = typed.subList(1, typed.size());
        if (List.of("--help", "-h", "help").contains(first)) {
            Command asked = rest.isEmpty() ? null : find(rest.get(0));
            (asked == null ? Help.ofAll(COMMANDS) : Help.of(asked)).forEach(terminal::line);
            return;
        }
        Command command = find(first);
        if (command == null) {
            throw Failure.ofUsage("There is no command '" + first + "'. "
                    + (first.startsWith("-") ? "Options stand behind a command. " : "") + "See '--help'.");
        }
        Arguments arguments = Arguments.parse(command, rest);
        if (arguments.has(Option.HELP)) {
            Help.of(command).forEach(terminal::line);
        } else {
            command.run(arguments, terminal);
        }
    }

    private static @Nullable Command find(String name) {
        return COMMANDS.stream()
                .filter(command -> command.name().equals(name))
                .findAny()
                .orElse(null);
    }
}
