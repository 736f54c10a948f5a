package suspension.bridge.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

@Name("suspension.BlockingCall")
@Label("Blocking Call")
@Description("A call that a body had handed to a thread, while it ran there")
@SuppressWarnings("unused") // the recording reads the fields
final class BlockingCallEvent extends SuspensionEvent implements CallRecord {

    @Label("Task")
    @Description("The caller")
    private long task;

    @Label("Loop")
    @Description("0 off a loop")
    private int loop;

    @Label("Thread")
    private @Nullable String thread;

    @Label("Queued")
    @Description("How long it waited for a free thread")
    @Timespan(Timespan.NANOSECONDS)
    private long queued;

    private final transient long submittedAt = System.nanoTime();

    BlockingCallEvent() {}

    BlockingCallEvent(long task, int loop) {
        this.task = task;
        this.loop = loop;
    }

    @Override
    public void begins() {
        try {
            thread = Thread.currentThread().getName();
            queued = System.nanoTime() - submittedAt;
            begin();
        } catch (Throwable e) {
            Trace.ignore(e);
        }
    }

    @Override
    public void ends() {
        try {
            commit();
        } catch (Throwable e) {
            Trace.ignore(e);
        }
    }
}
