package suspension.insight.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Says why one may not, or cannot, attach to a process. */
final class Unattachable {

    private static final String DISABLED = "-XX:+DisableAttachMechanism";

    private Unattachable() {}

    /**
     * Refuses processes that are known not to answer. It matters to know before: the attempt sends a signal, which would
     * end a process that is no JVM.
     *
     * @param listed whether it is among the JVMs that say that they can be attached to
     */
    static void check(long pid, boolean listed) throws Failure {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null || !process.isAlive()) {
            throw Failure.ofTarget("There is no process " + pid + ". 'ps' lists those that have loops.");
        }
        if (listed) {
            return;
        }
        String user = process.info().user().orElse("");
        String own = System.getProperty("user.name", "");
        if (!user.isEmpty() && !user.equals(own) && !own.equals("root")) {
            throw Failure.ofTarget("Process " + pid + " belongs to user " + user + ", and you are " + own
                    + ". Run this as " + user + ", such as by 'sudo -u " + user + "'.");
        }
        if (!isJvm(pid)) {
            throw Failure.ofTarget("Process " + pid + " (" + commandOf(pid) + ") is not a JVM.");
        }
        if (read(pid, "cmdline").contains(DISABLED) || read(pid, "environ").contains(DISABLED)) {
            throw disabled(pid);
        }
    }

    private static boolean isJvm(long pid) {
        String maps = read(pid, "maps");
        return maps.isEmpty() ? !Files.isDirectory(Path.of("/proc/self")) : maps.contains("libjvm.");
    }

    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException unknown) {
            return "";
        }
    }

    static String commandOf(long pid) {
        String command = ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .orElse("unknown");
        return Width.plain(command.substring(command.lastIndexOf('/') + 1));
    }

    static Failure because(long pid, Exception failed) {
        String message = String.valueOf(failed.getMessage());
        if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            return Failure.ofTarget("Process " + pid + " has ended meanwhile.");
        }
        if (message.contains("does not support the attach mechanism")) {
            return disabled(pid);
        }
        return Failure.ofTarget(
                "The JVM of process " + pid + " lets nobody attach. It is stopped, in another container, or"
                        + " was started with " + DISABLED + ". (" + message + ")");
    }

    private static Failure disabled(long pid) {
        return Failure.ofTarget("Process " + pid + " was started with " + DISABLED
                + ", so nobody may look into it. Start it without, or let it record itself: take the settings out of"
                + " the library (jar xf suspension-bridge-VERSION.jar suspension.jfc), and start it with"
                + " -XX:StartFlightRecording:settings=/path/to/suspension.jfc,filename=run.jfr");
    }
}
