package suspension.remote;

/** The work was done, and its result is at the engine, but cannot be read here. */
public final class UnreadableResultException extends RemoteException {

    private static final long serialVersionUID = 1L;

    UnreadableResultException(String key, Throwable cause) {
        super(
                key,
                "'" + key + "' was done, but its result cannot be read here (" + cause + "). Do not do the work again:"
                        + " call with the same key, and with the type that the work gives.",
                cause);
    }
}
