package suspension.insight.tool.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A task in a picture, its times in nanoseconds from the picture's left end.
 *
 * @param ending how it ended, if not well; empty otherwise
 * @param stretches its slices and waits by time, each of those that begin alike once
 */
record PictureLane(String name, long created, long end, String ending, List<Stretch> stretches) {

    PictureLane {
        stretches = stretches.stream()
                .distinct()
                .sorted(Comparator.comparingLong(Stretch::from)
                        .thenComparing(Stretch::look)
                        .thenComparing(Stretch::to))
                .toList();
    }

    /** What a task did for a time. */
    record Stretch(Look look, String text, long from, long to) {}

    /** How something is drawn, and what the legend calls it. */
    enum Look {
        RUNS("runs"),
        BLOCKS("blocks the loop"),
        READY("ready, but it has no turn"),
        SLEEPS("sleeps"),
        TASKS("waits for tasks"),
        LOCKS("waits for a lock"),
        QUEUES("waits for a queue or an event"),
        KOTLIN("waits for Kotlin"),
        THREADS("waits for a thread");

        private final String words;

        Look(String words) {
            this.words = words;
        }

        /** The look of a wait. */
        static Look of(String reason) {
            return switch (reason) {
                case "task", "tasks", "gather", "group", "scope" -> TASKS;
                case "lock", "semaphore" -> LOCKS;
                case "queue", "event", "condition", "barrier" -> QUEUES;
                case "suspend function", "flow" -> KOTLIN;
                case "thread call", "stage" -> THREADS;
                default -> SLEEPS;
            };
        }

        String words() {
            return words;
        }

        /** Its class in the style sheet. */
        String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where the task neither ran nor waited. */
    List<Stretch> ready() {
        List<Stretch> ready = new ArrayList<>();
        long until = created;
        for (Stretch stretch : stretches) {
            if (stretch.from() > until) {
                ready.add(new Stretch(Look.READY, "", until, stretch.from()));
            }
            until = Math.max(until, stretch.to());
        }
        return ready;
    }
}
