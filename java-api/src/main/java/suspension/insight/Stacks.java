package suspension.insight;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Waiter;

/**
 * Takes the stacks of bodies. Before JDK 21 the JVM stops all of its threads for each stack, and bodies are platform
 * threads; so many are taken at once, as long as all stop no longer than a few milliseconds. From then on it stops only
 * the thread itself.
 */
final class Stacks {

    /** How many stacks are taken at once. */
    static final int AT_ONCE = 100;

    /** So many are taken one by one. */
    private static final int FEW = 4;

    private static final boolean STOPS_ALL = Runtime.version().feature() < 21;

    /** Whether there are no stacks of several threads at once, because the JDK's module for that is not there. */
    private static volatile boolean oneByOne = !STOPS_ALL;

    /** A body at one moment: what it waits for, whether it does, for how long, and where it is. */
    record Seen(@Nullable Waiter waiter, boolean waits, long nanos, List<StackTraceElement> stack) {

        /** Whether the body has moved since, so that what was seen may not fit together. */
        boolean hasMoved(BodyTask<?> body) {
            return body.waiter() != waiter || (waiter != null && waiter.isWaiting() != waits);
        }
    }

    private final Map<BodyTask<?>, Seen> taken = new HashMap<>();

    /** Takes the stacks of some bodies at once, where that is better. Those that were taken before are forgotten. */
    void take(List<BodyTask<?>> bodies) {
        taken.clear();
        if (oneByOne || bodies.size() <= FEW) {
            return;
        }
        Map<Long, BodyTask<?>> byThread = new HashMap<>();
        Map<BodyTask<?>, Seen> before = new HashMap<>();
        for (BodyTask<?> body : bodies) {
            Thread thread = body.thread();
            if (thread != null && thread != Thread.currentThread()) {
                byThread.put(thread.getId(), body);
                before.put(body, seen(body, List.of()));
            }
        }
        long[] ids = byThread.keySet().stream().mapToLong(Long::longValue).toArray();
        try {
            for (ThreadInfo info : ManagementFactory.getThreadMXBean().getThreadInfo(ids, Integer.MAX_VALUE)) {
                BodyTask<?> body = info == null ? null : byThread.get(info.getThreadId());
                Seen seen = body == null ? null : before.get(body);
                if (body != null && seen != null) {
                    taken.put(body, new Seen(seen.waiter, seen.waits, seen.nanos, Arrays.asList(info.getStackTrace())));
                }
            }
        } catch (LinkageError | SecurityException e) {
            oneByOne = true;
        }
    }

    /** Looks at a body that has begun, and does not use again what has been taken before. */
    Seen look(BodyTask<?> body, Thread thread) {
        Seen before = taken.remove(body);
        if (before != null) {
            return before;
        }
        Seen seen = seen(body, List.of());
        return new Seen(seen.waiter, seen.waits, seen.nanos, Arrays.asList(thread.getStackTrace()));
    }

    private static Seen seen(BodyTask<?> body, List<StackTraceElement> stack) {
        Waiter waiter = body.waiter();
        boolean waits = waiter != null && waiter.isWaiting();
        return new Seen(waiter, waits, waits ? body.carrier().waitingNanos() : 0, stack);
    }
}
