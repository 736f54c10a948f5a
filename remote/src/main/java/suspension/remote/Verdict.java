package suspension.remote;

/** What a failure that an engine's client tells means for the work. */
public enum Verdict {

    /** The engine has cancelled the work, and it does not go on. */
    CANCELLED,

    /** The engine has refused the work, or the work has failed. It does not go on. */
    NOT_DONE,

    /** The work was done, but what the engine gave cannot be read. */
    DONE,

    /** The engine cannot be reached now, so it is asked again, with the same key. */
    UNREACHABLE,

    /** Nobody here knows what became of the work, and asking again would not help. */
    NOT_KNOWN
}
