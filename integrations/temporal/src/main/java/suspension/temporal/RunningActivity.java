package suspension.temporal;

import io.temporal.activity.ActivityInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The activity that the calling code is part of. It stands for Temporal's {@code ActivityExecutionContext}, which belongs
 * to a thread. Its methods neither suspend nor block.
 */
public interface RunningActivity {

    /**
     * Returns the activity that the calling body or suspend function runs in, also from a task that it has started.
     *
     * @return the activity
     * @throws IllegalStateException if there is none
     */
    static RunningActivity current() {
        return ActivityRun.CURRENT
                .get()
                .orElseThrow(
                        () -> new IllegalStateException("RunningActivity.current() tells of the activity that calls"
                                + " it, but no activity of SuspendActivities runs here. In an ordinary activity, use"
                                + " Activity.getExecutionContext()"));
    }

    /**
     * Returns what Temporal knows of the activity: its workflow, its attempt, its limits.
     *
     * @return the facts
     */
    ActivityInfo info();

    /**
     * Says how far the activity is. The next heartbeat or failure tells it to Temporal, and so the next attempt knows it.
     *
     * @param details what {@link #lastProgress} gives in the next attempt; not changed afterwards
     * @throws io.temporal.common.converter.DataConverterException if Temporal's data converter cannot write it
     */
    void progress(@Nullable Object details);

    /**
     * Returns how far the previous attempt was.
     *
     * @param <D> the type of the details
     * @param type the type of the details
     * @return what that attempt said last, if it said anything
     */
    <D> Optional<D> lastProgress(Class<D> type);
}
