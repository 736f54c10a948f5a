package suspension.bridge.context;

import org.jspecify.annotations.Nullable;

/** Says which {@link VariableScope} is in force on a thread. Only that thread uses its slot. */
public final class ScopeSlot {

    private static final ThreadLocal<@Nullable ScopeSlot> OF_THREAD = new ThreadLocal<>();

    /** Whether the thread's code always belongs to a task, so that a scope is never made for the thread itself. */
    private final boolean ofTasks;

    private @Nullable VariableScope scope;

    /** Whether the next scope is to be kept in {@link #first}. Only while a recording runs. */
    private boolean notesFirst;

    private @Nullable VariableScope first;

    private ScopeSlot(boolean ofTasks) {
        this.ofTasks = ofTasks;
    }

    /**
     * Returns a slot for a thread that runs nothing but tasks and callbacks, to be {@linkplain #install installed}
     * there.
     */
    public static ScopeSlot ofTasks() {
        return new ScopeSlot(true);
    }

    /** Makes the slot the calling thread's; null removes it. */
    public static void install(@Nullable ScopeSlot slot) {
        if (slot == null) {
            OF_THREAD.remove();
        } else {
            OF_THREAD.set(slot);
        }
    }

    /** Returns the calling thread's slot, or null if the thread has none yet. */
    static @Nullable ScopeSlot ofThread() {
        return OF_THREAD.get();
    }

    static ScopeSlot ofThreadOrNew() {
        ScopeSlot slot = OF_THREAD.get();
        if (slot == null) {
            slot = new ScopeSlot(false);
            OF_THREAD.set(slot);
        }
        return slot;
    }

    boolean isOfTasks() {
        return ofTasks;
    }

    /** Returns the scope in force. Other threads may see an old one. */
    public @Nullable VariableScope scope() {
        return scope;
    }

    /** Keeps the first scope that is entered from now on. */
    public void noteFirst() {
        notesFirst = true;
    }

    /** Returns the first scope that has been entered since, and drops it. */
    public @Nullable VariableScope takeFirst() {
        VariableScope entered = first;
        notesFirst = false;
        first = null;
        return entered;
    }

    /** Puts a scope in force, and returns the one that was in force before. */
    public @Nullable VariableScope enter(@Nullable VariableScope next) {
        VariableScope previous = scope;
        scope = next;
        if (notesFirst && next != null) {
            notesFirst = false;
            first = next;
        }
        return previous;
    }
}
