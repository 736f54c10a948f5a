package shop;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import suspension.Coroutine;

/** Takes goods out of the stock and writes down who has them: both, or neither. */
@Service
class Checkout {

    private final JavaProducts products;
    private final JavaPurchases purchases;

    Checkout(JavaProducts products, JavaPurchases purchases) {
        this.products = products;
        this.purchases = purchases;
    }

    // tag::transaction[]
    @Transactional
    Coroutine<Purchase> buy(Purchase wanted) {
        return Coroutine.of(() -> {
            Purchase purchase = purchases.save(wanted);
            if (products.take(wanted.getSku(), wanted.getCount()) == 0) {
                throw new SoldOutException(wanted.getSku()); // what was written is rolled back
            }
            return purchase;
        });
    }
    // end::transaction[]
}
