package suspension.insight.tool.timeline;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;
import suspension.insight.tool.recording.FrameText;

/** Stack traces as texts: a frame a line, the innermost first, without the plumbing at both ends. */
final class Stacks {

    /** The same trace is one object in a chunk. */
    private final IdentityHashMap<RecordedStackTrace, String> known = new IdentityHashMap<>();

    @Nullable
    String text(@Nullable RecordedStackTrace trace) {
        return trace == null ? null : known.computeIfAbsent(trace, Stacks::print);
    }

    private static String print(RecordedStackTrace trace) {
        List<RecordedFrame> frames = trace.getFrames();
        int start = 0;
        int end = frames.size();
        while (start < end && isPlumbing(frames.get(start))) {
            start++;
        }
        while (end > start && isPlumbing(frames.get(end - 1))) {
            end--;
        }
        List<String> lines = new ArrayList<>();
        for (RecordedFrame frame : frames.subList(start, end)) {
            if (!frame.getMethod().getType().getName().contains("$$Lambda")) { // the JDK's, around each lambda
                lines.add(print(frame));
            }
        }
        return String.join("\n", lines);
    }

    private static boolean isPlumbing(RecordedFrame frame) {
        return !frame.isJavaFrame()
                || FrameText.isPlumbing(frame.getMethod().getType().getName());
    }

    private static String print(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type + "." + frame.getMethod().getName()
                + (frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber());
    }
}
