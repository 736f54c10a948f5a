package suspension.guide.shop;

import static java.time.Duration.ofMillis;
import static suspension.Async.sleep;

/** Half of a shop. */
// tag::facade[]
class LocalShop implements JavaShop { // plain Java

    @Override
    public User find(long id) {
        sleep(ofMillis(1)); // straight-line code, which may wait
        return new User(id, "Local");
    }
}
// end::facade[]
