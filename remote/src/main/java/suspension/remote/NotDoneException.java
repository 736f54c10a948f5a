package suspension.remote;

/**
 * The engine has refused the work, or the work has failed, or somebody else has cancelled it. It does not go on. Steps
 * that it had finished are not undone; of one that was finished by a later attempt, an earlier attempt that was given up
 * may still be at it.
 */
public final class NotDoneException extends RemoteException {

    private static final long serialVersionUID = 1L;

    private NotDoneException(String key, String why, Throwable cause) {
        super(key, "'" + key + "' was not done: " + why, cause);
    }

    static NotDoneException refused(String key, Throwable cause) {
        return new NotDoneException(key, "the request was refused (" + cause + "). Nothing was started.", cause);
    }

    static NotDoneException failed(String key, Throwable cause) {
        return new NotDoneException(
                key,
                "it has failed (" + cause + "). Steps that it had finished are not undone. The same key gives the same"
                        + " answer, unless the engine lets failed work start again.",
                cause);
    }

    static NotDoneException cancelledByOthers(String key, Throwable cause) {
        return new NotDoneException(
                key,
                "somebody else has cancelled it (" + cause
                        + "). Steps that it had finished are not undone. The same key"
                        + " gives the same answer, unless the engine lets cancelled work start again.",
                cause);
    }
}
