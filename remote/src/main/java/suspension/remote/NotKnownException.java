package suspension.remote;

import org.jspecify.annotations.Nullable;

/** Nobody here knows whether the work was done, goes on, or was never started. */
public final class NotKnownException extends RemoteException {

    private static final long serialVersionUID = 1L;

    /** Whether the engine will never say more. */
    private final boolean isFinal;

    private NotKnownException(String key, String why, String advice, boolean isFinal, @Nullable Throwable cause) {
        super(key, "It is not known whether '" + key + "' was done: " + why + ". " + advice, cause);
        this.isFinal = isFinal;
    }

    static NotKnownException forNow(String key, String why, @Nullable Throwable cause) {
        return new NotKnownException(
                key,
                why,
                "Call again with the same key, and no other: the engine then gives what became of the work, goes on with"
                        + " it, or starts it.",
                false,
                cause);
    }

    static NotKnownException forGood(String key, String why, @Nullable Throwable cause) {
        return new NotKnownException(
                key,
                why,
                "Look for what its steps have done, by their own keys. Calling again gives the same answer, or does the"
                        + " work again where the engine lets ended work start again.",
                true,
                cause);
    }

    /**
     * Returns whether the engine will never say more of this work, so that it does not help to call again. Otherwise it
     * does, with the same key: the engine could not be reached, or has not answered.
     *
     * @return true if calling again gives the same answer, or does the work again
     */
    public boolean isFinal() {
        return isFinal;
    }
}
