package suspension.bridge.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

@Name("suspension.PendingTask")
@Label("Pending Task")
@Description("A task of a loop that is not done where a part of a recording begins or ends")
@Period("everyChunk")
@SuppressWarnings("unused") // the recording reads the fields
final class PendingTaskEvent extends SuspensionEvent {

    @Label("Task")
    private long task;

    @Label("Name")
    private @Nullable String name;

    @Label("Loop")
    private int loop;

    @Label("Creator")
    @Description("The task whose code made it; 0 if it was none, or is not known")
    private long creator;

    @Label("Kind")
    @Description("What its code is: body, or suspend function")
    private @Nullable String kind;

    @Label("Started")
    @Description("When its code began, in whole milliseconds")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    private long started;

    @Label("Until Started")
    @Description("How long after it was made its code began")
    @Timespan(Timespan.NANOSECONDS)
    private long untilStarted;

    @Label("Age")
    @Description("How long ago it was made, or the recording first saw it")
    @Timespan(Timespan.NANOSECONDS)
    private long age;

    @Label("State")
    private @Nullable String state;

    PendingTaskEvent() {}

    PendingTaskEvent(TaskFacts facts, long creator, long started, long untilStarted, long age, String state) {
        this.task = facts.task();
        this.name = facts.name();
        this.loop = facts.loop();
        this.creator = creator;
        this.kind = facts.kind();
        this.started = started;
        this.untilStarted = untilStarted;
        this.age = age;
        this.state = state;
    }
}
