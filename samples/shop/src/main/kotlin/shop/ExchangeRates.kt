package shop

import java.math.BigDecimal
import org.springframework.web.reactive.function.client.WebClient
import org.springframework.web.reactive.function.client.awaitBody

data class Rate(val currency: String, val rate: BigDecimal)

/** Asks another service for exchange rates. */
// tag::client[]
class ExchangeRates(private val client: WebClient) {
    /** Returns how much of the currency is one euro. */
    suspend fun rate(currency: String): BigDecimal =
        client.get().uri("/rates/{currency}", currency).retrieve().awaitBody<Rate>().rate
    // end::client[]
}
