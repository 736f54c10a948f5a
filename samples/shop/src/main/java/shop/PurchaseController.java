package shop;

import static java.time.Duration.ofSeconds;
import static suspension.Async.gather;
import static suspension.Async.timeout;

import java.math.BigDecimal;
import kotlinx.coroutines.flow.Flow;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import suspension.spring.SuspendController;

/** Buying, and the feed of what is bought. */
@SuspendController
class PurchaseController {

    /** What a customer asks for. */
    record Order(String sku, int count, String currency) {}

    private final Catalogue catalogue;
    private final JavaExchangeRates rates;
    private final Checkout checkout;
    private final PurchaseFeed feed;

    PurchaseController(Catalogue catalogue, JavaExchangeRates rates, Checkout checkout, PurchaseFeed feed) {
        this.catalogue = catalogue;
        this.rates = rates;
        this.checkout = checkout;
        this.feed = feed;
    }

    /** Asks the database and the other service at once, then buys. */
    @PostMapping("/purchases")
    @ResponseStatus(HttpStatus.CREATED)
    Purchase buy(@RequestBody Order order) {
        Purchase wanted = gather(
                () -> catalogue.find(order.sku()),
                () -> timeout(ofSeconds(2), () -> rates.rate(order.currency())),
                (product, rate) -> price(order, product, rate));
        Purchase purchase = checkout.buy(wanted).await();
        feed.publish(purchase);
        return purchase;
    }

    private static Purchase price(Order order, Product product, BigDecimal rate) {
        BigDecimal total = product.getPrice().multiply(rate).multiply(BigDecimal.valueOf(order.count()));
        return new Purchase(null, order.sku(), order.count(), total, order.currency());
    }

    /** Tells of the last purchases, and of each that follows, as server-sent events. */
    @GetMapping(path = "/purchases/feed", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flow<Purchase> feed() {
        return feed.getPurchases();
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    String soldOut(SoldOutException e) {
        return e.getMessage();
    }
}
