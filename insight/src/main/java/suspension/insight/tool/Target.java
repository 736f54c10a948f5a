package suspension.insight.tool;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Another JVM. It is asked by its diagnostic commands, those of {@code jcmd}: nothing is loaded into it. The commands run
 * one after another, on a thread of their own, so that one without an answer can be left alone.
 */
final class Target implements AutoCloseable {

    /** The class that a JVM has loaded when it has, or had, a loop. */
    private static final String LOOP = "suspension.bridge.loop.Loop";

    private static final String HOTSPOT = "sun.tools.attach.HotSpotVirtualMachine";

    /** How long an answer may take, also that to a stop. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long pid;
    private final String name;
    private final Duration patience;
    private final ExecutorService asking = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "asks another JVM");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable VirtualMachine machine;
    private int unanswered;

    private Target(long pid, String name, Duration patience) {
        this.pid = pid;
        this.name = name;
        this.patience = patience;
    }

    /** Returns the JVMs of this user that say that they can be asked, without this one. */
    static List<VirtualMachineDescriptor> list() {
        String own = Long.toString(ProcessHandle.current().pid());
        return VirtualMachine.list().stream()
                .filter(found -> !found.id().equals(own))
                .toList();
    }

    /** Goes to a process. */
    static Target attach(long pid) throws Failure, InterruptedException {
        return attach(pid, PATIENCE);
    }

    /** Goes to a process, which is left alone if an answer takes longer. */
    static Target attach(long pid, Duration patience) throws Failure, InterruptedException {
        String name = list().stream()
                .filter(found -> found.id().equals(Long.toString(pid)))
                .map(VirtualMachineDescriptor::displayName)
                .findAny()
                .orElse(null);
        Unattachable.check(pid, name != null);
        Target target = new Target(pid, name == null ? Unattachable.commandOf(pid) : name, patience);
        try {
            target.ask(target::attach);
            return target;
        } catch (Failure | InterruptedException | RuntimeException failed) {
            target.close();
            throw failed;
        }
    }

    private String attach() throws Failure {
        try {
            machine = VirtualMachine.attach(Long.toString(pid));
            return "";
        } catch (AttachNotSupportedException | IOException failed) {
            throw Unattachable.because(pid, failed);
        }
    }

    private VirtualMachine machine() {
        return Objects.requireNonNull(machine, "attached before it is asked");
    }

    long pid() {
        return pid;
    }

    /** The main class and its arguments, as they were typed. */
    String command() {
        return name;
    }

    /** The main class, or the name of the jar file. */
    String shortName() {
        return shortName(name);
    }

    static String shortName(String command) {
        String first = command.strip().split("\\s+", 2)[0];
        String file = first.endsWith(".jar") ? first.substring(first.lastIndexOf('/') + 1) : first;
        return file.isEmpty() ? "(unknown)" : Width.plain(file);
    }

    /** "process 4711 (com.example.Main)", for sentences. */
    @Override
    public String toString() {
        return "process " + pid + " (" + shortName() + ")";
    }

    boolean isAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    boolean hasLoops() throws Failure, InterruptedException {
        return jcmd("VM.class_hierarchy " + LOOP).contains(LOOP);
    }

    void needLoops() throws Failure, InterruptedException {
        if (!hasLoops()) {
            throw Failure.ofTarget("There is no loop in " + this
                    + ": it has not used the library so far. 'ps' lists the processes that have loops.");
        }
    }

    /** Returns the value of a property of the other JVM; empty if it has none. */
    String property(String key) throws Failure, InterruptedException {
        return ask(() -> machine().getSystemProperties().getProperty(key, ""));
    }

    /** Runs a diagnostic command there, and returns what it prints. */
    String jcmd(String command) throws Failure, InterruptedException {
        return ask(() -> {
            try (InputStream answer = execute(command)) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        });
    }

    /** There is no public way: {@code jcmd} itself does this. */
    private InputStream execute(String command) throws IOException, Failure {
        try {
            Class<?> hotspot = Class.forName(HOTSPOT);
            if (!hotspot.isInstance(machine())) {
                throw Failure.ofTarget(this + " is not a HotSpot JVM, and cannot be asked by its diagnostic commands.");
            }
            Method method = hotspot.getMethod("executeJCmd", String.class);
            return (InputStream) method.invoke(machine(), command);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IOException(thrown.getCause());
        } catch (IllegalAccessException notExported) {
            throw Failure.ofTarget("Java does not let this tool ask another JVM. Start it by 'java -jar', or with"
                    + " --add-exports jdk.attach/sun.tools.attach=ALL-UNNAMED.");
        } catch (ReflectiveOperationException missing) {
            throw Failure.ofTarget("The JVM that runs this tool cannot ask others: use a HotSpot JDK, 17 or newer.");
        }
    }

    /** After a question without an answer there may be one more, to stop what was begun. */
    private String ask(Callable<String> question) throws Failure, InterruptedException {
        if (unanswered > 1) {
            throw silent();
        }
        Future<String> answer = asking.submit(question);
        try {
            return answer.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            unanswered++;
            throw silent();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Failure failure) {
                throw failure;
            }
            if (!isAlive()) {
                throw ended();
            }
            throw Failure.ofTarget("The JVM of " + this + " did not do what it was asked for: "
                    + firstLine(failed.getCause() == null ? failed : failed.getCause()));
        }
    }

    private Failure silent() {
        return Failure.ofTarget("There is no answer from " + this + " within " + patience.toSeconds()
                + " s: it is stopped, or the machine is overloaded.");
    }

    private static String firstLine(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage()).strip();
        return message.lines().findFirst().orElse("it gave no reason") + (message.endsWith(".") ? "" : ".");
    }

    Failure ended() {
        return Failure.ofTarget("Process " + pid + " (" + shortName() + ") has ended meanwhile.");
    }

    @Override
    public void close() {
        asking.shutdown();
        VirtualMachine attached = machine;
        if (attached == null) {
            return;
        }
        try {
            attached.detach();
        } catch (IOException gone) {
            // nobody is there to leave
        }
    }
}
