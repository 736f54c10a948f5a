package orders;

import io.temporal.activity.ActivityInterface;

/** What a workflow may ask of a worker. */
@ActivityInterface
public interface Charges {

    /** Charges an order, once, however often it is asked to. */
    String charge(String order, int millis);
}
