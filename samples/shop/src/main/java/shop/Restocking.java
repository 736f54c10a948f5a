package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import suspension.spring.Suspending;

/** Fills up the stock every now and then. */
@Component
class Restocking {

    private static final Logger LOG = LoggerFactory.getLogger(Restocking.class);

    private final JavaProducts products;

    Restocking(JavaProducts products) {
        this.products = products;
    }

    // tag::scheduled[]
    @Suspending
    @Scheduled(initialDelayString = "${shop.restocking}", fixedDelayString = "${shop.restocking}")
    public void restock() {
        int filled = products.restock(3);
        if (filled > 0) {
            LOG.info("Restocked {} products", filled);
        }
    }
    // end::scheduled[]
}
