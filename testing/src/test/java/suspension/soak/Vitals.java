package suspension.soak;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes samples. Used by one thread, while nothing is played. */
final class Vitals {

    private static final int MAX_COLLECTIONS = 20;

    /**
     * Threads that are kept for the next user: of the process's shared pools, and of the loop that lasts. How many there
     * are depends on what was played last.
     */
    private static final Pattern POOLED = Pattern.compile(
            "DefaultDispatcher-worker|suspension-body|.*-blocking|ForkJoinPool.*|kotlinx.coroutines.DefaultExecutor|lasting");

    /** A thread of a loop that has closed is on its way to its end. */
    private static final Pattern PASSING = Pattern.compile("(suspension-debug-)?(passing|short)-.*");

    /** What the JVM makes when it likes. */
    private static final Pattern OF_JVM = Pattern.compile(
            "Attach Listener|Signal Dispatcher|Notification Thread|process reaper|VirtualThread-.*|.*Poller.*");

    private static final Pattern NUMBER = Pattern.compile("(-\\d+)+$");

    private final Traces traces;
    private final long began = System.nanoTime();

    Vitals(Traces traces) {
        this.traces = traces;
    }

    /** @param lasting how many watched loops and tasks live on */
    Sample take(int lasting) throws InterruptedException {
        int alive = collect();
        Map<String, Integer> others = new TreeMap<>();
        int pooled = 0;
        for (String name : threadNames().toList()) {
            String kind = NUMBER.matcher(name).replaceFirst("");
            if (POOLED.matcher(kind).matches()) {
                pooled++;
            } else if (!OF_JVM.matcher(kind).matches()) {
                others.merge(kind, 1, Integer::sum);
            }
        }
        return new Sample(
                (System.nanoTime() - began) / 1_000_000_000L,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                pooled,
                others,
                Math.max(0, alive - lasting));
    }

    /** Collects until nothing more goes away. Returns how many watched loops and tasks are left. */
    private int collect() throws InterruptedException {
        int alive = Integer.MAX_VALUE;
        int vain = 0;
        for (int i = 0; i < MAX_COLLECTIONS && vain < 2; i++) {
            System.gc();
            Thread.sleep(20);
            int left = traces.alive();
            vain = left < alive || isAnybodyLeaving() ? 0 : vain + 1;
            alive = left;
        }
        return alive;
    }

    private static boolean isAnybodyLeaving() {
        return threadNames().anyMatch(name -> PASSING.matcher(name).matches());
    }

    /** The names of all threads but virtual ones. */
    private static Stream<String> threadNames() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName);
    }
}
