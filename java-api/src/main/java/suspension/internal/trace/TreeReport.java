package suspension.internal.trace;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import suspension.EventLoop;
import suspension.bridge.loop.Loop;
import suspension.bridge.loop.LoopReport;
import suspension.insight.TaskGraph;

/** The tree of a loop's tasks, for warnings and failures. The service loader makes it. */
public final class TreeReport implements LoopReport {

    /** How many lines are told. */
    private static final int MAX_LINES = 300;

    @Override
    public String of(Loop loop) {
        EventLoop handle = (EventLoop) Objects.requireNonNull(loop.handle());
        List<String> lines = TaskGraph.of(handle).toString().lines().toList();
        String text = lines.stream().limit(MAX_LINES).map(line -> "\n  " + line).collect(Collectors.joining());
        return lines.size() <= MAX_LINES ? text : text + "\n  and " + (lines.size() - MAX_LINES) + " more lines";
    }
}
