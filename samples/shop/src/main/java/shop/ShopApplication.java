package shop;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.reactive.function.client.WebClient;
import suspension.facade.SuspendFacade;

/** Starts the shop. Its beans of Kotlin's are what the facades make of them: plain Java. */
// tag::facades[]
@SpringBootApplication
@EnableScheduling
@SuspendFacade(Products.class)
@SuspendFacade(Purchases.class)
@SuspendFacade(ExchangeRates.class)
public class ShopApplication {
    // end::facades[]

    public static void main(String[] args) {
        SpringApplication.run(ShopApplication.class, args);
    }

    // tag::beans[]
    @Bean
    JavaProducts javaProducts(Products products) {
        return JavaProducts.of(products);
    }
    // end::beans[]

    @Bean
    JavaPurchases javaPurchases(Purchases purchases) {
        return JavaPurchases.of(purchases);
    }

    @Bean
    JavaExchangeRates exchangeRates(WebClient.Builder clients, @Value("${shop.rates}") String url) {
        return JavaExchangeRates.of(new ExchangeRates(clients.baseUrl(url).build()));
    }

    @Bean
    PurchaseFeed purchaseFeed() {
        return new PurchaseFeed();
    }
}
