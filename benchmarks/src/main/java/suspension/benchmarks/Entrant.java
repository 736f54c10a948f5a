package suspension.benchmarks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who takes part: a contender on the JDK, or the Python, that it needs. */
public enum Entrant {
    SUSPENSION("Suspension", "Java bodies, on virtual threads", 21, "SuspensionContender"),
    SUSPENSION_ONE_CARRIER("Suspension, one carrier", "virtual threads on one core", 21, "SuspensionContender"),
    SUSPENSION_PLATFORM("Suspension, JDK 17", "Java bodies, on platform threads", 17, "SuspensionContender"),
    SUSPENSION_KOTLIN("Suspension, Kotlin functions", "Kotlin functions as tasks", 21, "SuspensionKotlinTasks"),
    KOTLIN("Kotlin", "Kotlin's coroutines in runBlocking", 21, "KotlinContender"),
    KOTLIN_EXECUTOR("Kotlin, executor", "Kotlin's coroutines on an executor of one thread", 21, "KotlinOnExecutor"),
    VIRTUAL_THREADS("virtual threads", "the JDK's threads, on all cores", 21, "VirtualThreadsContender"),
    COMPLETABLE_FUTURE("CompletableFuture", "callbacks on an executor of one thread", 21, "CompletableFutureContender"),
    JOX("Jox", "channels between virtual threads", 21, "JoxContender"),
    ASYNCIO("asyncio", "CPython's own event loop", 0, "asyncio"),
    UVLOOP("uvloop", "asyncio on libuv", 0, "uvloop");

    /** More threads than this are not asked of a machine. */
    private static final int MOST_PLATFORM_THREADS = 2_000;

    final String title;
    final String description;

    /** The JDK that it needs, or 0 if it is none of Java's. */
    final int jdk;

    /** The simple name of its {@link Contender}, or what Python calls it. */
    final String implementation;

    Entrant(String title, String description, int jdk, String implementation) {
        this.title = title;
        this.description = description;
        this.jdk = jdk;
        this.implementation = implementation;
    }

    boolean isPython() {
        return jdk == 0;
    }

    boolean isSuspension() {
        return title.startsWith("Suspension");
    }

    /** Whether it runs on this JDK: one for JDK 17 is about what comes before virtual threads. */
    boolean runsOn(int feature) {
        return feature >= jdk && (jdk >= 21 || feature < 21);
    }

    /** How much of the work it does. */
    int sizeOf(Workload workload, int size) {
        return this == SUSPENSION_PLATFORM && workload.suspendsAll() ? Math.min(size, MOST_PLATFORM_THREADS) : size;
    }

    /** What its JVM is started with. */
    List<String> options() {
        return this == SUSPENSION_ONE_CARRIER ? List.of("-Djdk.virtualThreadScheduler.parallelism=1") : List.of();
    }

    /** Why it does not do this work, or null. */
    @Nullable
    String leavesOut(Workload workload) {
        if (this == SUSPENSION_ONE_CARRIER && (!workload.switches() || workload == Workload.MEMORY)) {
            return "is about the time that it takes to go from one suspended task to another";
        }
        return isPython() ? null : contender().leavesOut(workload);
    }

    /** Makes the contender. */
    Contender contender() {
        try {
            return Class.forName(Entrant.class.getPackageName() + "." + implementation)
                    .asSubclass(Contender.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    title + " cannot be made: build the benchmarks with JDK " + jdk + " or newer", e);
        }
    }
}
