package suspension.bridge.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import org.jspecify.annotations.Nullable;

@Name("suspension.Loop")
@Label("Event Loop")
@Description("A loop that runs: when it starts, and where a part of a recording begins and ends")
@Period("everyChunk")
@SuppressWarnings("unused") // the recording reads the fields
final class LoopEvent extends SuspensionEvent {

    @Label("Loop")
    private final int loop;

    @Label("Name")
    private final String name;

    @Label("Group")
    private final @Nullable String group;

    LoopEvent(int loop, String name, @Nullable String group) {
        this.loop = loop;
        this.name = name;
        this.group = group;
    }
}
