package suspension.insight.tool.recording;

import java.util.List;
import java.util.regex.Pattern;

/** Frames of stack traces, as the JDK prints them. */
public final class FrameText {

    /** The loader and the module before the class: {@code "app//"}, {@code "java.base@17.0.15/"}. */
    private static final Pattern ORIGIN = Pattern.compile("^(?:[\\w.@+-]*/){1,2}(?=[\\w$])");

    private static final Pattern PLUMBING = Pattern.compile("(java|jdk|sun|kotlin|kotlinx)\\..*"
            + "|suspension\\.(bridge|internal|interop|sync|facade)\\..*|suspension\\.[A-Z].*");

    private FrameText() {}

    /**
     * Returns the frames of a stack.
     *
     * @param stack a frame a line, the innermost first
     * @return without what the JDK adds: where classes were loaded from, and the classes that it makes for lambdas
     */
    public static List<String> frames(String stack) {
        return stack.lines()
                .map(String::strip)
                .filter(frame -> !frame.isEmpty() && !frame.contains("$$Lambda"))
                .map(frame -> ORIGIN.matcher(frame).replaceFirst(""))
                .toList();
    }

    /**
     * Says whether a frame is of the JDK, of Kotlin, or of the library.
     *
     * @param frame begins with the name of its class
     * @return true if it is not of the user's code
     */
    public static boolean isPlumbing(String frame) {
        return PLUMBING.matcher(frame).matches();
    }
}
