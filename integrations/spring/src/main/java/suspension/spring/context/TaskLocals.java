package suspension.spring.context;

import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CopyableThreadContextElement;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;
import suspension.interop.TaskElement;

/**
 * The thread-locals of one task. Around each slice they are on the thread that runs it. What a body changes stays
 * changed for the body, and for what it calls and starts from then on. A task that a body starts has a copy, and so have
 * coroutines that Kotlin code launches.
 *
 * <p>Only the body's thread writes {@link #values}. Code on other threads that is part of the task, such as an awaited
 * suspend function, installs them there, and its changes are gone when it leaves the thread. So it does not matter how
 * many such threads there are at once.
 */
final class TaskLocals extends AbstractCoroutineContextElement
        implements TaskElement<TaskLocals.@Nullable Install>,
                CopyableThreadContextElement<TaskLocals.@Nullable Install> {

    private static final CoroutineContext.Key<TaskLocals> KEY = new CoroutineContext.Key<>() {};

    /** The last one that is in force on the thread, or null. */
    private static final ThreadLocal<@Nullable Install> INSTALLED = new ThreadLocal<>();

    private final CarriedLocals locals;

    /** Never modified once they are here. Written by the body; any thread reads them. */
    private volatile @Nullable Object[] values;

    /**
     * Whether a coroutine has it already. kotlinx copies what a coroutine is launched with, and a new task needs no copy
     * of a copy. Only the thread that starts the task uses it until it is set.
     */
    private boolean taken;

    private TaskLocals(CarriedLocals locals, @Nullable Object[] values) {
        super(KEY);
        this.locals = locals;
        this.values = values;
    }

    /** Returns the calling thread's, for a new task. What a subscriber has comes first. */
    static TaskLocals capture(@Nullable ContextView subscriber) {
        CarriedLocals locals = CarriedLocals.current();
        return new TaskLocals(locals, locals.capture(subscriber));
    }

    // Reading, for Reactor

    CarriedLocals locals() {
        return locals;
    }

    /** Returns what the task on the calling thread has now, or what this one has if there is none. */
    @Nullable
    Object value(int index) {
        Install top = INSTALLED.get();
        if (top != null && top.locals == locals) {
            return locals.read(index);
        }
        return locals.copy(values)[index];
    }

    // Copies

    @Override
    public TaskLocals copyForTask() {
        return copy();
    }

    @Override
    public TaskLocals copyForChild() {
        if (!taken) {
            taken = true;
            return this;
        }
        return copy();
    }

    /** What starts a task hands on what it has on its thread. Code that has nothing there hands on what this one has. */
    private TaskLocals copy() {
        return INSTALLED.get() != null ? capture(null) : new TaskLocals(locals, locals.copy(values));
    }

    @Override
    public CoroutineContext mergeForChild(CoroutineContext.Element overwritingElement) {
        return overwritingElement;
    }

    // Slices

    /** Something that is on a thread, over what was there before. Only that thread uses it. */
    static final class Install {

        private final TaskLocals owner;
        private final CarriedLocals locals;
        private final @Nullable Object[] values;
        private final @Nullable Object[] before;
        private final @Nullable Install outer;

        Install(TaskLocals owner, @Nullable Object[] values, @Nullable Object[] before, @Nullable Install outer) {
            this.owner = owner;
            this.locals = owner.locals;
            this.values = values;
            this.before = before;
            this.outer = outer;
        }

        /** Whether this is still on the thread, whose last one is given. */
        boolean isIn(@Nullable Install top) {
            Install install = top;
            while (install != null && install != this) {
                install = install.outer;
            }
            return install != null;
        }
    }

    /** Returns null if the task is on this thread already, for then the thread has what is due, or something newer. */
    @Override
    public @Nullable Install updateThreadContext(CoroutineContext context) {
        Install outer = INSTALLED.get();
        if (outer != null && outer.owner == this) {
            return null;
        }
        taken = true;
        @Nullable Object[] due = values;
        Install install = new Install(this, due, locals.install(due), outer);
        INSTALLED.set(install);
        return install;
    }

    /** kotlinx may restore elements out of order. What has been taken off with another one is left alone. */
    @Override
    public void restoreThreadContext(CoroutineContext context, @Nullable Install oldState) {
        if (oldState != null && oldState.isIn(INSTALLED.get())) {
            INSTALLED.set(oldState.outer);
            locals.restore(oldState.values, oldState.before);
        }
    }

    @Override
    public void handOver() {
        Install top = INSTALLED.get();
        if (top != null && top.owner == this) {
            values = locals.left(top.before);
        }
    }
}
