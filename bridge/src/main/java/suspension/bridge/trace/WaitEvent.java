package suspension.bridge.trace;

import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

@Name("suspension.Wait")
@Label("Wait")
@Description("A suspension of a body, until it went on")
@Enabled(false)
@SuppressWarnings("unused") // the recording reads the fields
final class WaitEvent extends SuspensionEvent implements WaitRecord {

    @Label("Task")
    private long task;

    @Label("Loop")
    @Description("0 off a loop")
    private int loop;

    @Label("Why")
    @Description("The kind of the wait")
    private @Nullable String why;

    @Label("What")
    @Description("What was waited for")
    private @Nullable String what;

    @Label("Awaited Task")
    @Description("The task that was waited for; 0 if it was none, or several")
    private long awaited;

    @Label("Woken By")
    @Description("The task whose code ended the wait, or that ended itself; 0 if it was none")
    private long wokenBy;

    @Label("Waker")
    @Description("Who ended the wait: task, timer, callback, suspend function, or the name of another thread")
    private @Nullable String waker;

    static @Nullable WaitEvent begun() {
        try {
            WaitEvent event = new WaitEvent();
            event.begin();
            return event;
        } catch (Throwable e) { // no room on the stack, or no memory: the wait itself may still get on
            Trace.ignore(e);
            return null;
        }
    }

    @Override
    public void ends(WaitFacts facts) {
        try {
            end();
            if (shouldCommit()) {
                task = facts.task();
                loop = facts.loop();
                why = facts.why();
                what = facts.what().get();
                awaited = facts.awaited();
                wokenBy = facts.wokenBy();
                waker = facts.waker();
                commit();
            }
        } catch (Throwable e) {
            Trace.ignore(e);
        }
    }
}
