package suspension.bridge.internal;

/** Gives up one turn: the body goes to the end of the queue, with nothing to wait for. */
public final class YieldWaiter extends Waiter {

    public YieldWaiter(BodyTask<?> body) {
        super(body);
    }

    @Override
    boolean suspend() {
        if (!wake()) {
            return false;
        }
        carrier().resume(this);
        return true;
    }

    @Override
    public String describe() {
        return "its next turn";
    }
}
