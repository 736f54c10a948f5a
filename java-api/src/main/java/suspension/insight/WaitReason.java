package suspension.insight;

/** Why a body waits, in one word or two. */
public enum WaitReason {

    /** A time. */
    SLEEP("sleep"),

    /** Nothing but the next turn. */
    TURN("turn"),

    /** One task. */
    TASK("task"),

    /** Several tasks, until enough of them are done. */
    TASKS("tasks"),

    /** Several tasks whose values are wanted. */
    GATHER("gather"),

    /** The tasks of the group that the body has opened. */
    GROUP("group"),

    /** The tasks of a scope. */
    SCOPE("scope"),

    /** A lock, also one that a condition takes again. */
    LOCK("lock"),

    /** A permit of a semaphore. */
    SEMAPHORE("semaphore"),

    /** A signal. */
    CONDITION("condition"),

    /** An event that is to be set. */
    EVENT("event"),

    /** The other parties of a barrier. */
    BARRIER("barrier"),

    /** An item of a queue, room in it, or its end. */
    QUEUE("queue"),

    /** A suspend function of Kotlin's. */
    SUSPEND_FUNCTION("suspend function"),

    /** A flow that the body collects, or the collector of its own flow. */
    FLOW("flow"),

    /** A {@link java.util.concurrent.CompletionStage}. */
    STAGE("stage"),

    /** A call that another thread runs. */
    THREAD_CALL("thread call"),

    /** Anything else. */
    OTHER("other");

    private final String text;

    WaitReason(String text) {
        this.text = text;
    }

    static WaitReason of(suspension.bridge.task.WaitReason reason) {
        return valueOf(reason.name()); // one stands for each of the bridge's, of which users see nothing
    }

    /** The reason in small letters, for people, and as recordings have it. */
    @Override
    public String toString() {
        return text;
    }
}
