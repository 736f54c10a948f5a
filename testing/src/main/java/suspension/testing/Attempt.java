package suspension.testing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one run.
 *
 * @param failure what it failed with, or null
 * @param stuck whether everything waited
 * @param choices what was chosen
 * @param trace the slices, if they were recorded
 * @param uncontrolled what came at a moment that nobody chose
 */
record Attempt(
        @Nullable Throwable failure,
        boolean stuck,
        Choices choices,
        @Nullable Trace trace,
        Set<String> uncontrolled) {}
