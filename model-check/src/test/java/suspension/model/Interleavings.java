package suspension.model;

import java.util.Set;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * Runs a scenario under many interleavings of its threads. A scenario is a public class with one {@code @Operation},
 * which starts threads, joins them, and throws if something is wrong. A deadlock fails too, so a lost wake-up does.
 */
public final class Interleavings {

    private static final int TRIED = Integer.getInteger("model-check.iterations", 300);

    /**
     * How long one interleaving may take. Lincheck's default fails on a busy machine, because it instruments classes as
     * the first interleaving loads them; only an internal setter changes it. Deadlocks are found by the schedule, not by
     * this.
     */
    private static final long TIMEOUT_MILLIS = 600_000;

    /** Linearizable classes of the JDK, whose own code is not what is checked. */
    private static final Set<String> ATOMIC =
            Set.of("java.util.concurrent.ConcurrentHashMap", "java.util.concurrent.ConcurrentLinkedQueue");

    /** Code without an effect on other threads, or with a recursion that looks endless. */
    private static final Set<String> IGNORED = Set.of("suspension.bridge.task.StackReserve");

    private Interleavings() {}

    /** Checks the scenarios of these names, outside of JUnit. Ends the JVM, also where a failed one has left threads. */
    public static void main(String[] names) throws ClassNotFoundException {
        for (String name : names) {
            try {
                check(Class.forName(name));
                System.out.println("HOLDS " + name);
            } catch (Error | RuntimeException e) {
                e.printStackTrace(System.out);
                System.out.println("FAILS " + name);
            }
        }
        System.exit(0);
    }

    /** Tries the scenario, and throws an error with the interleaving that fails. */
    public static void check(Class<?> scenario) {
        new ModelCheckingOptions()
                .iterations(1)
                .invocationsPerIteration(TRIED)
                .threads(1)
                .actorsPerThread(1)
                .actorsBefore(0)
                .actorsAfter(0)
                .minimizeFailedScenario(false)
                .loopIterationsBeforeThreadSwitch(4)
                .loopBound(500)
                .invocationTimeout$lincheck(TIMEOUT_MILLIS)
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(ATOMIC::contains)
                        .allMethods()
                        .treatAsAtomic())
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(Interleavings::isIgnored)
                        .allMethods()
                        .ignore())
                .check(scenario);
    }

    private static boolean isIgnored(String name) {
        return IGNORED.contains(name) || name.startsWith("kotlin.") || name.startsWith("kotlinx.coroutines.");
    }

    /** Runs the actions at the same time, each on a thread of its own, until all have ended. */
    public static void atOnce(Runnable... actions) throws InterruptedException {
        Thread[] threads = new Thread[actions.length];
        for (int i = 0; i < actions.length; i++) {
            threads[i] = new Thread(actions[i]);
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Throws if something that must hold does not. */
    public static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("It does not hold that " + what);
        }
    }
}
