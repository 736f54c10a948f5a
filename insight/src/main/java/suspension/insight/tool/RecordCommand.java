package suspension.insight.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Records what happens in a process, into a file. */
final class RecordCommand implements Command {

    private static final Option SECONDS = Option.of("--seconds", "N", "for how long; 10 if not given");
    private static final Option OUTPUT = Option.of("-o", "FILE", "the file; run.jfr if not given");
    private static final Option STACKS = Option.flag("--stacks", "records where each task waits, which costs more");

    @Override
    public String name() {
        return "record";
    }

    @Override
    public String operands() {
        return "PID";
    }

    @Override
    public String summary() {
        return "records what happens, for some seconds";
    }

    @Override
    public String text() {
        return """
                Records what the loops of a process do: every slice, wait, task, and blocked
                loop. Ctrl-C ends it early, and keeps what there is. 'timeline' makes a page of
                the file; JDK Mission Control and 'jfr print' read it too.

                Other recordings of the process go on undisturbed.""";
    }

    @Override
    public List<Option> options() {
        return List.of(SECONDS, OUTPUT, STACKS, Option.flag("--json", "prints the result as JSON"));
    }

    @Override
    public void run(Arguments arguments, Terminal terminal) throws Failure, IOException, InterruptedException {
        Duration length = arguments.seconds(SECONDS, Duration.ofSeconds(10), Duration.ofMillis(100));
        String output = arguments.value(OUTPUT);
        Path file = OutputFile.check(output == null ? "run.jfr" : output);
        try (Target target = Target.attach(arguments.pid())) {
            target.needLoops();
            String settings = Settings.ofRecording(arguments.has(STACKS));
            try (TargetRecording recording = TargetRecording.startToKeep(target, settings, length.plusMinutes(2))) {
                terminal.note(
                        "Recording " + target + " for " + Times.seconds(length.toNanos()) + ". Ctrl-C ends it early.");
                boolean toTheEnd = wait(target, length);
                Path recorded = target.isAlive() ? recording.stop() : recording.leftBehind();
                copy(recorded, file, recording);
                report(arguments, terminal, target, file, toTheEnd);
            }
        }
    }

    /** What stands in for the file, such as a link or a device, stays what it is. */
    private static void copy(Path recorded, Path file, TargetRecording recording) throws Failure {
        try (InputStream from = Files.newInputStream(recorded, LinkOption.NOFOLLOW_LINKS);
                OutputStream to = Files.newOutputStream(file)) {
            from.transferTo(to);
        } catch (IOException failed) {
            recording.keepFile();
            throw Failure.ofTarget("'" + file + "' could not be written: " + failed.getMessage()
                    + ". The recording is not lost: move it from '" + recorded + "'.");
        }
    }

    /** Returns whether the time is over; false if the user has ended it, or the process has. */
    private static boolean wait(Target target, Duration length) throws Failure {
        CompletableFuture<ProcessHandle> end =
                ProcessHandle.of(target.pid()).map(ProcessHandle::onExit).orElseThrow(target::ended);
        try {
            end.get(length.toNanos(), TimeUnit.NANOSECONDS);
            return false;
        } catch (TimeoutException over) {
            return true;
        } catch (ExecutionException | InterruptedException early) {
            return false;
        }
    }

    private static void report(Arguments arguments, Terminal terminal, Target target, Path file, boolean toTheEnd)
            throws IOException {
        if (arguments.has(Option.JSON)) {
            terminal.json(Snapshot.object(
                    "pid", target.pid(), "file", file.toString(), "bytes", Files.size(file), "complete", toTheEnd));
            return;
        }
        terminal.line("Wrote " + file + (toTheEnd ? "." : ", which was ended early.") + " To see it:");
        terminal.line("  java -jar suspension-insight.jar timeline " + file);
    }
}
