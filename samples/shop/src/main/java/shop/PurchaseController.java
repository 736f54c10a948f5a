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
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.server.ResponseStatusException;
import suspension.AsyncTimeoutException;
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
    // tag::buy[]
    @PostMapping("/purchases")
    @ResponseStatus(HttpStatus.CREATED)
    Purchase buy(@RequestBody Order order) {
        if (order.count() < 1) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Buy one or more");
        }
        Purchase wanted = gather(
                () -> catalogue.find(order.sku()),
                () -> timeout(ofSeconds(2), () -> rates.rate(order.currency())),
                (product, rate) -> price(order, product, rate));
        Purchase purchase = checkout.buy(wanted).await();
        feed.publish(purchase);
        return purchase;
    }
    // end::buy[]

    private static Purchase price(Order order, Product product, BigDecimal rate) {
        BigDecimal total = product.getPrice().multiply(rate).multiply(BigDecimal.valueOf(order.count()));
        return new Purchase(null, order.sku(), order.count(), total, order.currency());
    }

    /** Tells of the last purchases, and of each that follows, as server-sent events. */
    // tag::feed[]
    @GetMapping(path = "/purchases/feed", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flow<Purchase> feed() {
        return feed.getPurchases();
    }
    // end::feed[]

    @ExceptionHandler
    @ResponseStatus(HttpStatus.CONFLICT)
    String soldOut(SoldOutException e) {
        return "There is not enough of " + e.sku();
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    String unknownCurrency(WebClientResponseException.NotFound e) {
        return "Nobody knows that currency";
    }

    // tag::errors[]
    @ExceptionHandler
    @ResponseStatus(HttpStatus.GATEWAY_TIMEOUT)
    String slow(AsyncTimeoutException e) {
        return "The other service takes too long";
    }
    // end::errors[]
}
