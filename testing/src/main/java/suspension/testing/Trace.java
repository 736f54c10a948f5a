package suspension.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.Waiter;
import suspension.internal.Callers;

/** The slices of one run, in order: who ran, from which line to which. Only the holder of the turn writes. */
final class Trace {

    private static final int SHOWN = 60;

    private static final class Slice {

        private final Duration time;
        private final String who;
        private final String what;
        private final @Nullable String from;
        private final @Nullable String before;
        private @Nullable String to;

        Slice(Duration time, String who, String what, @Nullable String from, @Nullable String before) {
            this.time = time;
            this.who = who;
            this.what = what;
            this.from = from;
            this.before = before;
        }
    }

    /** The last slices. */
    private final Deque<Slice> slices = new ArrayDeque<>();

    /** How many slices there have been. */
    private int count;

    /** Where each body is suspended. */
    private final Map<BodyTask<?>, String> lines = new HashMap<>();

    /** The entry whose slice runs, or null. */
    private @Nullable Runnable current;

    /** @param before who would have run by default; null if it is the default that runs */
    void begin(Runnable entry, Duration time, @Nullable String before) {
        String from = entry instanceof Waiter waiter ? lines.get(waiter.body()) : Entry.line(entry);
        add(new Slice(time, Entry.who(entry), Entry.what(entry), from, before));
        current = entry;
    }

    /** Called by the thread that ran the slice, when the slice is over. */
    void end() {
        Runnable entry = current;
        current = null;
        if (entry == null) {
            return;
        }
        Slice slice = slices.getLast();
        if (!(Entry.owner(entry) instanceof BridgeTask<?> task)) {
            return;
        }
        if (task.isDone()) {
            slice.to = "ends";
        } else if (task instanceof BodyTask<?> body && Carrier.currentBody() == body) {
            String line = Callers.callerBeyond(Trace.class);
            lines.put(body, line);
            slice.to = line;
        }
    }

    /** Adds what happened within a slice. */
    void note(String who, String what) {
        add(new Slice(slices.getLast().time, who, what, null, null));
    }

    private void add(Slice slice) {
        slices.add(slice);
        count++;
        if (slices.size() > SHOWN) {
            slices.remove();
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        int number = count - slices.size();
        if (number > 0) {
            text.append("  (").append(number).append(" slices before)\n");
        }
        Duration time = Duration.ofNanos(-1);
        for (Slice slice : slices) {
            if (!slice.time.equals(time)) {
                time = slice.time;
                text.append("  at ").append(time).append('\n');
            }
            append(text, ++number, slice);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int number, Slice slice) {
        text.append(String.format("  %3d  %s %s", number, slice.who, slice.what));
        if (slice.before != null) {
            text.append(", chosen before ").append(slice.before);
        }
        if (slice.from != null) {
            text.append("\n         from ").append(slice.from);
        }
        if (slice.to != null) {
            text.append("\n         ").append(slice.to.equals("ends") ? "and ends" : "to " + slice.to);
        }
        text.append('\n');
    }
}
