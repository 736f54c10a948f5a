package suspension.testing;

import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The message for whoever has to understand why a schedule fails. */
final class Report {

    /** How a run is repeated. */
    interface Form {

        String ofSeed(long seed, Faults faults);

        String ofSchedule(String schedule, Faults faults);
    }

    static final Form OF_EXPLORATION = new Form() {
        @Override
        public String ofSeed(long seed, Faults faults) {
            return "Exploration.ofSeed(" + seed + ")" + faults.toCalls();
        }

        @Override
        public String ofSchedule(String schedule, Faults faults) {
            return "Exploration.ofSchedule(\"" + schedule + "\")" + faults.toCalls();
        }
    };

    static final Form OF_TEST = new Form() {
        @Override
        public String ofSeed(long seed, Faults faults) {
            return "@AsyncTest(seed = " + seed + faults.toAttributes() + ")";
        }

        @Override
        public String ofSchedule(String schedule, Faults faults) {
            return "@AsyncTest(schedule = \"" + schedule + "\"" + faults.toAttributes() + ")";
        }
    };

    private static final int LINES_SHOWN = 6;
    private static final int LETTERS_SHOWN = 240;

    private final Form form;
    private final Faults faults;

    Report(Form form, Faults faults) {
        this.form = form;
        this.faults = faults;
    }

    /**
     * Returns the error to be thrown.
     *
     * @param which the schedule that was found first, as the beginning of a sentence
     * @param shortest the shortest run that fails
     * @param seed the seed of the schedule that was found first, or null if it has none
     */
    AssertionError failure(String which, Attempt found, Attempt shortest, @Nullable Long seed) {
        Throwable failure = Objects.requireNonNull(shortest.failure());
        int[] choices = shortest.choices().chosen();
        StringBuilder text = new StringBuilder(which).append(" fails: ").append(firstWords(failure.toString()));
        Trace trace = shortest.trace();
        if (trace != null) {
            text.append("\n\nThe shortest schedule found that fails, slice by slice:\n\n")
                    .append(trace);
        }
        if (trace == null) {
            text.append("\n\nRepeated at once, the same schedule did not fail: what is outside control decides.\n");
        }
        if (!found.uncontrolled().isEmpty()) {
            text.append("\nOutside control, so that a repetition may differ: ")
                    .append(String.join(", ", found.uncontrolled()))
                    .append(".\n");
        }
        text.append("\nRepeat it with ").append(form.ofSchedule(Choices.toText(choices), faults));
        if (seed != null) {
            text.append("\n or as it was found with ").append(form.ofSeed(seed, faults));
        }
        return new AssertionError(text.append('\n').toString(), failure);
    }

    /** A failure's own message may be long. All of it is in the cause. */
    private static String firstWords(String message) {
        String words = message.lines().map(String::strip).limit(LINES_SHOWN).collect(Collectors.joining(" "));
        return words.length() <= LETTERS_SHOWN ? words : words.substring(0, LETTERS_SHOWN) + " ...";
    }
}
