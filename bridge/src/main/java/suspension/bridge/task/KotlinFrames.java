package suspension.bridge.task;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import kotlin.coroutines.jvm.internal.BaseContinuationImpl;
import kotlin.coroutines.jvm.internal.CoroutineStackFrame;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;

/**
 * Where suspended Kotlin code is. A suspended function has no stack. Its frames are continuations, each of which knows
 * its caller's, but no caller knows what it has called. The innermost one is known to the job under which the function
 * runs: what suspends so that it can be cancelled listens there for the cancellation.
 *
 * <p>kotlinx does not let others see who listens to a job. So this looks into the job by reflection, at what has had the
 * same shape from kotlinx 1.6 to 1.11. Where that fails, and for functions that suspend in another way, as {@code
 * suspendCoroutine} does, nothing is known.
 *
 * <p>Any thread may look, while the code goes on. It reads lists that are made for concurrent readers, and labels that
 * tell a line; a label that changes meanwhile gives another line of the same function.
 */
public final class KotlinFrames {

    /** At how many jobs one look looks. */
    private static final int MAX_JOBS = 1_000;

    private static final int MAX_FRAMES = 100;

    private static final String LISTENER = "kotlinx.coroutines.ChildContinuation";

    private static final @Nullable Method STATE =
            method("kotlinx.coroutines.JobSupport", "getState$kotlinx_coroutines_core");
    private static final @Nullable Method NEXT =
            method("kotlinx.coroutines.internal.LockFreeLinkedListNode", "getNextNode");
    private static final @Nullable Field CONTINUATION = continuation();

    private KotlinFrames() {}

    private static @Nullable Method method(String type, String name) {
        try {
            return Class.forName(type).getMethod(name);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    private static @Nullable Field continuation() {
        try {
            Field field = Class.forName(LISTENER).getField("child");
            open(field);
            return field;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    private static void open(AccessibleObject member) throws ReflectiveOperationException {
        if (!member.trySetAccessible()) {
            throw new IllegalAccessException("kotlinx.coroutines is a closed module");
        }
    }

    /**
     * Returns the frames of the code that runs under a job, innermost first; empty if they are not known. Where several
     * coroutines run, those of the one that ends with the given continuation, otherwise of the first that is found.
     *
     * @param end what the code's outermost function has been given to go on with, or null
     */
    public static List<StackTraceElement> of(Job job, @Nullable Object end) {
        List<StackTraceElement> any = List.of();
        List<StackTraceElement> best = List.of();
        for (Job candidate : withDescendants(job)) {
            for (CoroutineStackFrame innermost : suspendedIn(candidate)) {
                List<StackTraceElement> frames = new ArrayList<>();
                Object last = walk(innermost, frames);
                if (end != null && last == end) {
                    best = frames.size() > best.size() ? frames : best;
                } else if (any.isEmpty()) {
                    any = frames;
                }
            }
        }
        return best.isEmpty() ? any : best;
    }

    /** Returns a job and what runs under it, the job first. */
    public static List<Job> withDescendants(Job job) {
        List<Job> found = new ArrayList<>();
        Deque<Job> left = new ArrayDeque<>(List.of(job));
        while (!left.isEmpty() && found.size() < MAX_JOBS) {
            Job next = left.remove();
            found.add(next);
            for (Iterator<Job> children = next.getChildren().iterator(); children.hasNext(); ) {
                left.add(children.next());
            }
        }
        return found;
    }

    /** Collects the frames from one on outwards. Returns what the outermost of them goes on with, or null. */
    private static @Nullable Object walk(CoroutineStackFrame innermost, List<StackTraceElement> frames) {
        Object outermost = null;
        CoroutineStackFrame frame = innermost;
        while (frame != null && frames.size() < MAX_FRAMES) {
            StackTraceElement element = frame.getStackTraceElement();
            if (element != null) {
                frames.add(withoutModule(element));
            }
            outermost = frame instanceof BaseContinuationImpl code ? code.getCompletion() : null;
            frame = frame.getCallerFrame();
        }
        return outermost;
    }

    /** Kotlin puts the module before the name of the class. */
    private static StackTraceElement withoutModule(StackTraceElement element) {
        String name = element.getClassName();
        String type = name.substring(name.lastIndexOf('/') + 1);
        return new StackTraceElement(type, element.getMethodName(), element.getFileName(), element.getLineNumber());
    }

    /** Returns what has suspended directly under a job: what listens to it, and a scope that waits for its children. */
    private static List<CoroutineStackFrame> suspendedIn(Job job) {
        List<CoroutineStackFrame> found = new ArrayList<>();
        if (job instanceof CoroutineStackFrame scope) {
            found.add(scope);
        }
        if (STATE == null
                || NEXT == null
                || CONTINUATION == null
                || !STATE.getDeclaringClass().isInstance(job)) {
            return found;
        }
        try {
            Object state = STATE.invoke(job);
            if (state == null) {
                return found;
            }
            addListener(state, found);
            if (NEXT.getDeclaringClass().isInstance(state)) { // the head of a list
                Object node = NEXT.invoke(state);
                for (int i = 0; i < MAX_JOBS && node != state && node != null; i++) {
                    addListener(node, found);
                    node = NEXT.invoke(node);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return found;
        }
        return found;
    }

    private static void addListener(Object node, List<CoroutineStackFrame> found) throws ReflectiveOperationException {
        if (node.getClass().getName().equals(LISTENER)
                && CONTINUATION != null
                && CONTINUATION.get(node) instanceof CoroutineStackFrame continuation) {
            found.add(continuation);
        }
    }
}
