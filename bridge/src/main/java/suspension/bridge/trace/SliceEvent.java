package suspension.bridge.trace;

import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The slices of one thread, one after the other: the object is used again, so that a slice allocates nothing. */
@Name("suspension.Slice")
@Label("Slice")
@Description("Code that had the turn of a loop, from one suspension to the next")
@Enabled(false)
@SuppressWarnings("unused") // the recording reads the fields
final class SliceEvent extends SuspensionEvent implements SliceRecord {

    @Label("Task")
    @Description("The task whose code ran; 0 for a callback, and for Kotlin code that belongs to no task")
    private long task;

    @Label("Loop")
    private int loop;

    @Override
    public boolean begins() {
        if (!isEnabled()) {
            return false;
        }
        begin();
        return true;
    }

    @Override
    public void ends(long task, int loop) {
        try {
            end();
            this.task = task;
            this.loop = loop;
            commit();
        } catch (Throwable e) {
            Trace.ignore(e);
        }
    }
}
