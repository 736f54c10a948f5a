package suspension.insight.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recording of JFR in another JVM, under a name of its own, so that others there go on undisturbed. Closing it stops it,
 * and deletes all that it needed on disk.
 */
final class TargetRecording implements AutoCloseable {

    private static final String PREFIX = "suspension-insight-";
    private static final Pattern OURS = Pattern.compile("name=(" + PREFIX + "([0-9]+)-[0-9]+)\\b");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Target target;
    private final Workspace workspace;
    private final String name = PREFIX + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    private boolean running;

    private TargetRecording(Target target, Workspace workspace) {
        this.target = target;
        this.workspace = workspace;
    }

    /**
     * Starts a recording.
     *
     * @param settings the text of a {@code .jfc} file
     * @param limit when it ends by itself, if this tool is killed
     */
    static TargetRecording start(Target target, String settings, Duration limit)
            throws Failure, IOException, InterruptedException {
        return start(target, settings, limit, "dumponexit=false");
    }

    /** Starts a recording of which the other JVM writes what it has when it ends. */
    static TargetRecording startToKeep(Target target, String settings, Duration limit)
            throws Failure, IOException, InterruptedException {
        return start(target, settings, limit, "dumponexit=true");
    }

    /** Starts a recording to be read while it goes on, of which no more is kept. */
    static TargetRecording startToStream(Target target, String settings, Duration limit)
            throws Failure, IOException, InterruptedException {
        return start(target, settings, limit, "dumponexit=false maxage=30s maxsize=100m");
    }

    /** A recording with a limit and no file would get one in the directory in which the other JVM runs. */
    private static TargetRecording start(Target target, String settings, Duration limit, String options)
            throws Failure, IOException, InterruptedException {
        TargetRecording recording = new TargetRecording(target, Workspace.of(target, settings));
        try {
            recording.begin("duration=" + limit.toSeconds() + "s filename=\"" + recording.file() + "\" " + options);
            return recording;
        } catch (Failure | IOException | InterruptedException | RuntimeException failed) {
            recording.close();
            throw failed;
        }
    }

    private void begin(String options) throws Failure, IOException, InterruptedException {
        stopAbandoned();
        running = true; // also if the answer is lost
        String answer = target.jcmd("JFR.start name=" + name + " settings=\"" + workspace.settings() + "\" " + options);
        if (!answer.contains("Started recording")) {
            throw refused(answer);
        }
    }

    private Failure refused(String answer) {
        if (answer.contains("jdk.jfr") || answer.contains("Unknown diagnostic command")) {
            return Failure.ofTarget(
                    "The JVM of " + target + " has no module jdk.jfr, by which it is asked. Add it to its"
                            + " image: jlink --add-modules jdk.jfr");
        }
        return Failure.ofTarget("The JVM of " + target + " does not record: " + answer.strip());
    }

    /** Stops what a tool has left that was killed. */
    private void stopAbandoned() throws Failure, IOException, InterruptedException {
        Matcher found = OURS.matcher(target.jcmd("JFR.check"));
        while (found.find()) {
            boolean alive = ProcessHandle.of(Long.parseLong(found.group(2)))
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
            if (!alive) {
                target.jcmd("JFR.stop name=" + found.group(1) + " filename=\"" + file() + "\"");
                Files.deleteIfExists(file());
            }
        }
    }

    /** The file into which the other JVM writes. */
    Path file() {
        return workspace.recording();
    }

    /** Stops the recording, and returns the file with what it has, which exists until this is closed. */
    Path stop() throws Failure, InterruptedException {
        String answer = target.jcmd("JFR.stop name=" + name + " filename=\"" + file() + "\"");
        running = false;
        if (!isThere()) {
            throw Failure.ofTarget(
                    "What the JVM of " + target + " has recorded cannot be seen from here. If it runs in a"
                            + " container, run this there too. (" + answer.strip() + ")");
        }
        return file();
    }

    /** Returns the file that the other JVM has written when it ended. */
    Path leftBehind() throws Failure {
        running = false;
        if (!isThere()) {
            throw Failure.ofTarget("Process " + target.pid() + " (" + target.shortName()
                    + ") was killed meanwhile, and has left no recording.");
        }
        return file();
    }

    /** The owner of the other JVM may have put anything there, such as a link to a file that only this user may read. */
    private boolean isThere() {
        return Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS) && Files.isReadable(file());
    }

    /** Leaves the file where it is when this is closed. */
    void keepFile() {
        workspace.keepRecording();
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        if (running && target.isAlive()) {
            try {
                target.jcmd("JFR.stop name=" + name);
            } catch (Failure gone) {
                // it has ended, or it had not begun
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        workspace.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
