package suspension.internal;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import kotlin.Metadata;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * Finds Java code on the stack that Kotlin takes for a suspend function. It looks like one, for it has a continuation, but
 * it waits as plain Java does, which nobody there can carry out.
 */
final class SuspendFrames {

    private SuspendFrames() {}

    /** Returns how the calling code has come to run as Kotlin code, with the way out; null if it has not. */
    static @Nullable String whereWithinKotlin(Stream<StackFrame> frames) {
        List<StackFrame> stack = frames.toList();
        for (Iterator<StackFrame> rest = stack.iterator(); rest.hasNext(); ) {
            StackFrame frame = rest.next();
            if (!takesContinuation(frame) || Callers.isOurs(frame.getClassName())) {
                continue;
            }
            if (isKotlin(frame)) {
                return null; // the code below may be Java's, but this is what calls
            }
            boolean isLambda = frame.getMethodName().startsWith("lambda$");
            boolean weCallIt = rest.hasNext() && Callers.isOurs(rest.next().getClassName());
            if (isLambda && weCallIt) {
                return "inside the lambda of a suspend call (c -> ...), which runs as Kotlin code. Compute it before the"
                        + " lambda, and use the value there";
            }
            return isLambda
                    ? "inside a Java lambda that Kotlin calls as a suspend lambda. Make that lambda with"
                            + " Suspend.lambda(() -> ...), whose code may wait"
                    : "inside " + frame.getClassName() + "." + frame.getMethodName()
                            + ", which Kotlin calls as a suspend"
                            + " function. Let that method do nothing but return Suspend.implement(continuation, () ->"
                            + " ...), whose code may wait";
        }
        return null;
    }

    /** Whether the method has the form of a suspend function: the last parameter is a continuation, the result an object. */
    private static boolean takesContinuation(StackFrame frame) {
        int last = frame.getMethodType().parameterCount() - 1;
        return last >= 0
                && frame.getMethodType().parameterType(last) == Continuation.class
                && frame.getMethodType().returnType() == Object.class;
    }

    private static boolean isKotlin(StackFrame frame) {
        return frame.getDeclaringClass().isAnnotationPresent(Metadata.class);
    }
}
