package suspension.remote;

import org.jspecify.annotations.Nullable;

/** Nobody here knows whether the work was done, goes on, or was never started. */
public final class NotKnownException extends RemoteException {

    private static final long serialVersionUID = 1L;

    NotKnownException(String key, String why, @Nullable Throwable cause) {
        super(
                key,
                "It is not known whether '" + key + "' was done: " + why + ". Call again with the same key, and no"
                        + " other: the engine then gives what became of the work, goes on with it, or starts it.",
                cause);
    }
}
