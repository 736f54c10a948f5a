package suspension.remote;

import org.jspecify.annotations.Nullable;

/**
 * A remote call has given no result. The type says what became of the work: it was {@linkplain NotDoneException not
 * done}, it was {@linkplain UnreadableResultException done}, or that is {@linkplain NotKnownException not known}. The
 * cause is what the engine's client told.
 */
public abstract sealed class RemoteException extends RuntimeException
        permits NotDoneException, NotKnownException, UnreadableResultException {

    private static final long serialVersionUID = 1L;

    /** The key of the work. */
    private final String key;

    RemoteException(String key, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.key = key;
    }

    /**
     * Returns the key of the work.
     *
     * @return the key
     */
    public String key() {
        return key;
    }
}
