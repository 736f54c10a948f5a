package suspension.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import kotlin.KotlinVersion;
import org.jspecify.annotations.Nullable;

/** The machine: its processors, and the JDKs and the Pythons that were found on it. */
record Host(TreeMap<Integer, Path> jdks, Pythons pythons) {

    /** From {@code benchmarks.jdks}, homes separated by the path separator, and as {@link Pythons} says. */
    static Host find() {
        TreeMap<Integer, Path> jdks = new TreeMap<>();
        jdks.put(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
        for (String home : System.getProperty("benchmarks.jdks", "").split(File.pathSeparator, 0)) {
            if (!home.isEmpty()) {
                jdks.put(featureOf(Path.of(home)), Path.of(home));
            }
        }
        return new Host(jdks, Pythons.find());
    }

    private static int featureOf(Path home) {
        String java = home.resolve("bin/java").toString();
        String release = Command.ask(java, "-XshowSettings:properties", "-version")
                .text()
                .replaceAll("(?s).*java\\.specification\\.version = (\\d+).*", "$1");
        return Integer.parseInt(release);
    }

    /** The newest JDK that the entrant runs on, or null. */
    private @Nullable Integer jdkFor(Entrant entrant) {
        return jdks.descendingKeySet().stream()
                .filter(entrant::runsOn)
                .findFirst()
                .orElse(null);
    }

    /** What runs the entrant's classes. */
    String java(Entrant entrant) {
        return Objects.requireNonNull(jdks.get(jdkFor(entrant)))
                .resolve("bin/java")
                .toString();
    }

    /** The entrant's options, and what keeps a new JDK from warning of JMH. */
    List<String> options(Entrant entrant) {
        List<String> options = new ArrayList<>(entrant.options());
        if (Objects.requireNonNull(jdkFor(entrant)) >= 24) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    /** Why the entrant cannot run here, or null. */
    @Nullable
    String obstacle(Entrant entrant) {
        if (entrant.isPython()) {
            return pythons.obstacle(entrant);
        }
        return jdkFor(entrant) != null ? null : "no JDK that it is about was found (" + entrant.description + ")";
    }

    String processors() {
        String model = "";
        try {
            model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.replaceFirst(".*: ", " of "))
                    .orElse("");
        } catch (IOException e) {
            // another system than Linux: the architecture says enough
        }
        return Runtime.getRuntime().availableProcessors() + " processors" + model + " (" + System.getProperty("os.arch")
                + ", " + System.getProperty("os.name") + ")";
    }

    String versions() {
        return "JDK " + jdks.keySet() + ", Kotlin " + KotlinVersion.CURRENT + ", " + pythons.versions();
    }
}
