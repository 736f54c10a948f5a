package suspension.remote;

/** What a failure that an engine's client tells means for the work. */
public enum Verdict {

    /** The engine has cancelled the work, and it does not go on. */
    CANCELLED,

    /** This request was refused, by the engine or its client, and so has not started the work. */
    REFUSED,

    /** The work was started and has failed. It does not go on. */
    FAILED,

    /** The work was done, but what the engine gave cannot be read. */
    DONE,

    /** The engine cannot be reached now, so it is asked again, with the same key. */
    UNREACHABLE,

    /** The client says nothing of what became of the work. Asking again, with the same key, may help. */
    NOT_KNOWN,

    /** The work has ended, and not even the engine knows what of it was done. It will not say more. */
    UNCERTAIN
}
