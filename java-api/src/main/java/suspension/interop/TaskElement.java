package suspension.interop;

import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.CopiedElement;

/**
 * An element of the coroutine context of which each task has its own, such as the span that a task's log lines belong to.
 * Like any {@link ThreadContextElement} it is installed on the thread around each slice. A task that is started where
 * the element is in force gets a copy of it, for its whole life.
 *
 * <p>The copy is made by whatever starts a task: {@code createTask}, {@code gather}, a {@code TaskGroup},
 * a {@code TaskScope}. Part of a task is no new task: an awaited suspend function, a call of
 * {@code toThread}, a body in {@code withContext}, and Java code that Kotlin awaits have the element of the task itself.
 * So have coroutines that Kotlin code launches by itself, which may use the element from several threads at once.
 *
 * <p>An element comes into force by {@code EventLoop.Builder.context}, {@code EventLoop.Builder.capture},
 * {@code Async.withContext} or a scope's context. What {@code capture} gives is new, and so it is not copied for the task
 * that it is given for. Code that is no body of the loop starts tasks with copies of the loop's own elements.
 *
 * <pre>{@code
 * final class SpanElement extends AbstractCoroutineContextElement implements TaskElement<Span> {
 *     private final Span span;
 *
 *     SpanElement(Span span) {
 *         super(KEY);
 *         this.span = span;
 *     }
 *
 *     public SpanElement copyForTask() {
 *         return new SpanElement(Span.current().newChild());
 *     }
 *
 *     public Span updateThreadContext(CoroutineContext context) {
 *         return Span.makeCurrent(span);
 *     }
 *
 *     public void restoreThreadContext(CoroutineContext context, Span previous) {
 *         Span.makeCurrent(previous);
 *     }
 * }
 * }</pre>
 *
 * <p>Mirrors kotlinx's {@code CopyableThreadContextElement}, which is experimental, for tasks.
 *
 * @param <S> the type of what was on the thread before
 */
@SuppressWarnings("exports") // what starts tasks must know the supertype, and users need not
public interface TaskElement<S extends @Nullable Object> extends ThreadContextElement<S>, CopiedElement {

    /**
     * Returns the element that a new task gets in place of this one. Called by the code that starts the task, on its
     * thread, and so with this element installed there if that code is a body that has it. Must neither suspend nor
     * block. What this throws, the code that starts the task gets, and the task is not started; that is an
     * {@link IllegalStateException} if the copy has another key, and a {@link NullPointerException} if it is null.
     *
     * @return an element with the same key; this one, if the task is to share it
     */
    @Override
    TaskElement<S> copyForTask();

    /**
     * Keeps what the body has changed on its thread, for an element whose task keeps such changes. Called on the body's
     * thread with this element installed there, before the body suspends, and before it calls what may go on on other
     * threads for the same task: a suspend function, a flow, {@code toThread}, {@code withContext}. Kotlin code has no such call, so its changes
     * are gone after its next suspension, as everywhere in Kotlin. Must neither suspend nor block. What this throws, the
     * suspending operation throws. Does nothing by default.
     */
    @Override
    default void handOver() {}

    /**
     * Called by a body of the task before code that is part of the task runs on another thread, and the body waits for
     * it: by {@code toThread}, and by {@code withContext} under another dispatcher. Called on the body's thread. Must
     * neither suspend nor block. What this throws, the body gets, and the code does not run. Does nothing by default.
     *
     * <p>For an element of something that is bound to the body's thread, and would be missed elsewhere.
     */
    @Override
    default void leaveThread() {}
}
