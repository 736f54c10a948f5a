package suspension.bridge.trace;

import java.util.Arrays;
import java.util.stream.Collectors;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Timespan;

@Name("suspension.BlockedLoop")
@Label("Blocked Loop")
@Description("A slice that has held the turn of its loop for 100 ms or longer; one event each time that somebody looks")
@Period("100 ms")
@SuppressWarnings("unused") // the recording reads the fields
final class BlockedLoopEvent extends SuspensionEvent {

    private static final int MAX_FRAMES = 30;

    @Label("Loop")
    private final int loop;

    @Label("Task")
    @Description("The task whose code runs; 0 if it belongs to none")
    private final long task;

    @Label("Thread")
    private final String thread;

    @Label("Held")
    @Timespan(Timespan.NANOSECONDS)
    private final long held;

    @Label("Stack")
    @Description("Where the code is, innermost frame first")
    private final String stack;

    BlockedLoopEvent(int loop, long task, Thread thread, long held) {
        this.loop = loop;
        this.task = task;
        this.thread = thread.getName();
        this.held = held;
        this.stack = Arrays.stream(thread.getStackTrace())
                .limit(MAX_FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining("\n"));
    }
}
