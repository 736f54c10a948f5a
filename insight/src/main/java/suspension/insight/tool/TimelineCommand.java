package suspension.insight.tool;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import suspension.insight.tool.timeline.PerfettoTrace;
import suspension.insight.tool.timeline.Recordings;
import suspension.insight.tool.timeline.Timeline;
import suspension.insight.tool.timeline.TimelinePage;

/** Makes a page of a recording, or a trace for other viewers. */
final class TimelineCommand implements Command {

    private static final Option OUTPUT = Option.of("-o", "FILE", "the page; beside the recording if not given");
    private static final Option PERFETTO = Option.of("--perfetto", "FILE", "writes a trace; no page then, but with -o");

    @Override
    public String name() {
        return "timeline";
    }

    @Override
    public String operands() {
        return "FILE.jfr";
    }

    @Override
    public String summary() {
        return "makes a page of a recording, or a trace for Perfetto";
    }

    @Override
    public String text() {
        return """
                Makes one HTML page of a recording, which needs no network: a lane for each
                task, its slices and waits, who woke whom, and where a loop was blocked.

                The trace opens in https://ui.perfetto.dev and in chrome://tracing.""";
    }

    @Override
    public List<Option> options() {
        return List.of(OUTPUT, PERFETTO, Option.flag("--json", "prints the result as JSON"));
    }

    @Override
    public void run(Arguments arguments, Terminal terminal) throws Failure, IOException {
        Path recording = Path.of(arguments.needed("a recording: a file that 'record' has written"));
        String perfetto = arguments.value(PERFETTO);
        String output = arguments.value(OUTPUT);
        Path trace = perfetto == null ? null : OutputFile.check(perfetto);
        Path page =
                output == null && trace != null ? null : OutputFile.check(output == null ? beside(recording) : output);
        needDifferent(recording, page, trace);
        Timeline timeline = read(recording);
        if (page != null) {
            TimelinePage.write(timeline, page);
        }
        if (trace != null) {
            PerfettoTrace.write(timeline, trace);
        }
        report(arguments, terminal, timeline, page, trace);
    }

    /** What is written must not destroy what is read, nor what was written before it. */
    private static void needDifferent(Path recording, @Nullable Path page, @Nullable Path trace)
            throws Failure, IOException {
        boolean isPage = page != null && OutputFile.isSame(recording, page);
        boolean isTrace = trace != null && OutputFile.isSame(recording, trace);
        if (isPage || isTrace) {
            throw Failure.ofUsage(
                    "'" + recording + "' is the recording, and would be lost: name another file to write.");
        }
        if (page != null && trace != null && OutputFile.isSame(page, trace)) {
            throw Failure.ofUsage("The page and the trace cannot be one file: name another than '" + trace + "'.");
        }
    }

    private static String beside(Path recording) {
        return recording.toString().replaceFirst("\\.jfr$", "") + ".html";
    }

    private static Timeline read(Path recording) throws Failure {
        if (!Files.isReadable(recording) || Files.isDirectory(recording)) {
            throw Failure.ofTarget("There is no file '" + recording + "' that can be read. 'record' writes one.");
        }
        try {
            return Recordings.read(recording);
        } catch (FileSystemException failed) {
            throw Failure.ofTarget("'" + recording + "' cannot be read: " + failed.getReason() + ".");
        } catch (IOException failed) {
            throw Failure.ofTarget(String.valueOf(failed.getMessage()));
        }
    }

    private static void report(
            Arguments arguments, Terminal terminal, Timeline timeline, @Nullable Path page, @Nullable Path trace) {
        if (arguments.has(Option.JSON)) {
            terminal.json(Snapshot.object(
                    "page", page == null ? null : page.toString(),
                    "trace", trace == null ? null : trace.toString(),
                    "tasks", timeline.tasks().size(),
                    "slices", timeline.slices().size(),
                    "waits", timeline.waits().size(),
                    "durationNanos", timeline.duration()));
            return;
        }
        terminal.line(count(timeline.tasks(), "task") + ", " + count(timeline.slices(), "slice") + " and "
                + count(timeline.waits(), "wait") + " in " + Times.text(timeline.duration()) + ".");
        if (page != null) {
            terminal.line("Wrote " + page + ", for a browser.");
        }
        if (trace != null) {
            terminal.line("Wrote " + trace + ", for https://ui.perfetto.dev or chrome://tracing.");
        }
    }

    private static String count(List<?> things, String name) {
        return things.size() + " " + name + (things.size() == 1 ? "" : "s");
    }
}
