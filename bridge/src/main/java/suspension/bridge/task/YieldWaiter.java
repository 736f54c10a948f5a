package suspension.bridge.task;

/** Gives up one turn: the body goes to the end of the queue, and waits for nothing. */
public final class YieldWaiter extends Waiter {

    public YieldWaiter(BodyTask<?> body) {
        super(body);
    }

    @Override
    boolean announce(boolean givesUpTurn) {
        wake();
        carrier().resume(this);
        return true;
    }

    /** The body gives up the turn all the same, as in asyncio, and then meets the request. */
    @Override
    protected boolean cancel(CancelRequest request) {
        return false;
    }

    @Override
    public WaitReason reason() {
        return WaitReason.TURN;
    }

    @Override
    public String describe() {
        return "its next turn";
    }
}
