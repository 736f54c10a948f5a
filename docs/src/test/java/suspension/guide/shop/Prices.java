package suspension.guide.shop;

import static java.time.Duration.ofMillis;
import static suspension.Async.sleep;

/** Java code that waits as a body does. */
// tag::prices[]
public class Prices {

    public int of(String name) {
        sleep(ofMillis(5)); // a pretend database call
        return name.length();
    }
}
// end::prices[]
