package suspension.bridge.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a body's code that does not end before tasks that it has started. For those who look at bodies from outside. */
public interface TaskRegion {

    /** Returns the region around this one, or null. */
    @Nullable
    TaskRegion outer();

    /** Returns the tasks that the region does not end before. Some may be done. Any thread. */
    List<? extends BridgeTask<?>> tasks();
}
