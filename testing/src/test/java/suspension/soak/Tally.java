package suspension.soak;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each thing has been done. Any thread. */
final class Tally {

    /** The things that are counted, in the order of the summary. */
    enum Of {
        TASKS("tasks"),
        CANCELS("random cancels"),
        FOREIGN_ACTS("acts of foreign threads"),
        TIMERS_SET("timers set"),
        TIMERS_CANCELLED("timers cancelled"),
        TIMERS_RUN("timers run"),
        LISTENERS("listeners on tasks and stages that live on"),
        LOOPS_OPENED("loops opened"),
        LOOPS_CLOSED_BUSY("loops and scopes closed while busy"),
        FAILURES_REPORTED("failures reported to handlers");

        private final String words;

        Of(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final Map<String, LongAdder> scenes = new ConcurrentHashMap<>();
    private final Map<Of, LongAdder> counts = new ConcurrentHashMap<>();

    void scene(String name) {
        scenes.computeIfAbsent(name, key -> new LongAdder()).increment();
    }

    void count(Of what) {
        add(what, 1);
    }

    void add(Of what, long number) {
        counts.computeIfAbsent(what, key -> new LongAdder()).add(number);
    }

    long get(Of what) {
        LongAdder count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    long scenes() {
        return scenes.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** A line for each kind of scene and for each thing. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder().append(scenes()).append(" scenes");
        new TreeMap<>(scenes).forEach((name, count) -> line(text, count.sum(), name));
        text.append("\nin all");
        for (Of what : Of.values()) {
            line(text, get(what), what.toString());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, long count, String what) {
        text.append("\n  ").append(count).append(' ').append(what);
    }
}
