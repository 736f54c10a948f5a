package shop;

import static java.time.Duration.ofMillis;
import static suspension.Async.sleep;

import java.math.BigDecimal;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import suspension.spring.SuspendController;

/** Stands for the other service that knows exchange rates, so that the sample needs no network. */
@SuspendController
class RatesController {

    private static final Map<String, BigDecimal> RATES =
            Map.of("EUR", BigDecimal.ONE, "USD", new BigDecimal("1.25"), "INR", new BigDecimal("100"));

    @GetMapping("/rates/{currency}")
    Rate rate(@PathVariable String currency) {
        sleep(ofMillis(50));
        BigDecimal rate = RATES.get(currency);
        if (rate == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Nobody knows the currency " + currency);
        }
        return new Rate(currency, rate);
    }
}
