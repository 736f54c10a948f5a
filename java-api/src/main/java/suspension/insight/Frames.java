package suspension.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import suspension.TaskGroup;
import suspension.bridge.loop.BlockingCalls;
import suspension.bridge.task.BodyTask;
import suspension.internal.Callers;

/** Cuts stacks down to what the user has written, or called. Remembers what it has learned of classes, for one graph. */
final class Frames {

    private static final String BODY = BodyTask.class.getName();
    private static final String CALLS = BlockingCalls.class.getName();
    private static final String GROUP = TaskGroup.class.getName();

    /** Whether classes are the library's, or what it stands on. Looking that up may take a search for the class. */
    private final Map<String, Boolean> plumbing = new HashMap<>();

    /** Returns the frames of code that runs. What it has called at last may be the JDK's, and tells much. */
    List<StackTraceElement> running(List<StackTraceElement> stack) {
        List<StackTraceElement> frames =
                stack.stream().filter(frame -> !isHidden(frame)).toList();
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

    /**
     * Returns the frames of a body that waits, from the call that suspends. Its thread may have the turn all the same, and
     * may do the loop's work above the body.
     */
    List<StackTraceElement> waiting(List<StackTraceElement> stack) {
        List<StackTraceElement> frames = running(stack);
        int start = 0;
        for (int i = 0; i < frames.size() && start == 0; i++) {
            if (is(frames.get(i), BODY, "await")) {
                start = i;
            }
        }
        while (start < frames.size() && isPlumbing(frames.get(start))) {
            start++;
        }
        return frames.subList(start, frames.size());
    }

    /** Returns how many frames are above the library's code that runs bodies, and calls on threads. */
    private static int bottom(List<StackTraceElement> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            StackTraceElement frame = frames.get(i);
            if (is(frame, BODY, "run")
                    || (frame.getClassName().startsWith(CALLS)
                            && frame.getMethodName().equals("run"))) {
                return i;
            }
        }
        return frames.size();
    }

    private static boolean is(StackTraceElement frame, String type, String method) {
        return frame.getMethodName().equals(method) && frame.getClassName().equals(type);
    }

    /** Returns where groups have been opened in a stack, the innermost first; null for one without a user's frame. */
    List<@Nullable StackTraceElement> groups(List<StackTraceElement> stack) {
        List<@Nullable StackTraceElement> found = new ArrayList<>();
        for (int i = 0; i < stack.size(); i++) {
            if (is(stack.get(i), GROUP, "call")) {
                int j = i;
                while (j < stack.size() && isPlumbing(stack.get(j))) {
                    j++;
                }
                found.add(j < stack.size() ? stack.get(j) : null);
            }
        }
        return found;
    }

    private boolean isPlumbing(StackTraceElement frame) {
        return plumbing.computeIfAbsent(frame.getClassName(), Frames::isPlumbing);
    }

    private static boolean isPlumbing(String name) {
        return name.startsWith("java.")
                || name.startsWith("jdk.")
                || name.startsWith("kotlin.")
                || name.startsWith("kotlinx.coroutines.")
                || Callers.isOurs(name);
    }

    /** Returns where something was made, from the user's code on. */
    List<StackTraceElement> ofCreation(Throwable creation) {
        return waiting(Arrays.asList(creation.getStackTrace()));
    }

    /** Returns the innermost frame that is not of the JDK's, Kotlin's or this library's own; null if there is none. */
    @Nullable
    StackTraceElement firstOfUser(List<StackTraceElement> stack) {
        for (StackTraceElement frame : stack) {
            if (!isPlumbing(frame)) {
                return frame;
            }
        }
        return null;
    }

    /** Returns a frame as stack traces have it, without packages: {@code Shop.checkout(Shop.java:41)}. */
    static String text(StackTraceElement frame) {
        return simpleName(frame) + "." + frame.getMethodName() + "(" + place(frame) + ")";
    }

    /** As {@link #text}, with packages, but without the module and the class loader. */
    static String fullText(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + "(" + place(frame) + ")";
    }

    static String simpleName(StackTraceElement frame) {
        return frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
    }

    private static String place(StackTraceElement frame) {
        if (frame.isNativeMethod()) {
            return "Native Method";
        }
        String file = frame.getFileName();
        return file == null ? "Unknown Source" : file + (frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber());
    }
}
