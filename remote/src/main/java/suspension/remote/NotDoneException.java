package suspension.remote;

/** The engine has refused the work, or the work has failed. It does not go on. */
public final class NotDoneException extends RemoteException {

    private static final long serialVersionUID = 1L;

    NotDoneException(String key, Throwable cause) {
        super(
                key,
                "'" + key + "' was not done: the engine has refused it, or it has failed (" + cause
                        + "). Steps that it had finished are not undone. The same key gives the same answer, unless the"
                        + " engine lets failed work start again.",
                cause);
    }
}
