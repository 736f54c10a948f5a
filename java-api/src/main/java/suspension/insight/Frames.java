package suspension.insight;

import java.util.Arrays;
import java.util.List;
import suspension.bridge.task.BodyTask;
import suspension.internal.Callers;

/** Cuts a stack down to what the user has written, or called. */
final class Frames {

    private static final String BODY = BodyTask.class.getName();

    private Frames() {}

    /** Returns the frames of code that runs. What it has called at last may be the JDK's, and tells much. */
    static List<StackTraceElement> running(StackTraceElement[] stack) {
        List<StackTraceElement> frames =
                Arrays.stream(stack).filter(frame -> !isHidden(frame)).toList();
        int end = bottom(frames);
        while (end > 0 && isPlumbing(frames.get(end - 1))) {
            end--;
        }
        return frames.subList(0, end);
    }

    /** Whether the frame is of a class that the JDK made for a lambda. Some JDKs show them. */
    private static boolean isHidden(StackTraceElement frame) {
        return frame.getClassName().indexOf('/') >= 0;
    }

    /** Returns the frames of a body that waits, from the call that suspends. */
    static List<StackTraceElement> waiting(StackTraceElement[] stack) {
        List<StackTraceElement> frames = running(stack);
        int start = 0;
        while (start < frames.size() && isPlumbing(frames.get(start))) {
            start++;
        }
        return frames.subList(start, frames.size());
    }

    /** Returns how many frames are above the library's code that runs bodies. */
    private static int bottom(List<StackTraceElement> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i).getClassName().equals(BODY)
                    && frames.get(i).getMethodName().equals("run")) {
                return i;
            }
        }
        return frames.size();
    }

    private static boolean isPlumbing(StackTraceElement frame) {
        String name = frame.getClassName();
        return name.startsWith("java.")
                || name.startsWith("jdk.")
                || name.startsWith("kotlin.")
                || name.startsWith("kotlinx.coroutines.")
                || Callers.isOurs(name);
    }

    /** Returns where something was made, from the user's code on. */
    static List<StackTraceElement> ofCreation(Throwable creation) {
        return waiting(creation.getStackTrace());
    }
}
