package suspension.guide.questions;

import static java.time.Duration.ofMillis;
import static suspension.Async.sleep;

/** An exception on its way. */
final class Orders {

    private Orders() {}

    // tag::orders[]
    static String order() {
        return "order of " + price();
    }

    private static int price() {
        sleep(ofMillis(1)); // others have their turn
        throw new IllegalStateException("There is no price");
    }
    // end::orders[]
}
