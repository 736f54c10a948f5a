package suspension.insight;

/** How far the code of a task that is not done has come. */
public enum TaskState {

    /** The body has not been entered. */
    NOT_BEGUN("not begun"),

    /** The body has the turn of its loop, or runs under another dispatcher. It may be blocked. */
    RUNNING("running"),

    /** The body could run, and waits for the turn of its loop. */
    READY("ready"),

    /** The body is suspended. */
    WAITING("waiting"),

    /** The code is a suspend function of Kotlin, which knows alone whether it runs or is suspended. */
    IN_KOTLIN("in a suspend function");

    private final String text;

    TaskState(String text) {
        this.text = text;
    }

    /** The state in small letters, for people. */
    @Override
    public String toString() {
        return text;
    }
}
