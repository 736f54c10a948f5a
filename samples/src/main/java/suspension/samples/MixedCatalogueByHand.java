package suspension.samples;

import static java.time.Duration.ofMillis;
import static suspension.Async.await;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.util.List;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import suspension.Async;
import suspension.interop.Flows;
import suspension.interop.Suspend;
import suspension.samples.catalogue.CatalogueClient;
import suspension.samples.catalogue.CatalogueKt;
import suspension.samples.catalogue.CatalogueServer;
import suspension.samples.catalogue.Item;
import suspension.samples.catalogue.Prices;

/**
 * {@link MixedCatalogue} without facades: a lambda hands each call its continuation, and the class that implements Kotlin's
 * interface sees one too. That needs no annotation processor, but javac knows no defaults, no value classes, and a type only
 * where the result has one.
 */
public final class MixedCatalogueByHand {

    private MixedCatalogueByHand() {}

    /** Java implements Kotlin's suspend interface, in straight-line code that may wait. */
    static final class TodaysPrices implements Prices {

        @Override
        public @Nullable Object priceOf(long id, Continuation<? super Long> continuation) {
            return Suspend.implement(continuation, () -> {
                sleep(ofMillis(10)); // asks a database
                return 250 + 50 * id;
            });
        }
    }

    static void serve(CatalogueClient catalogue) {
        Item green = await(c -> catalogue.item(1, c));
        System.out.println(green.getName() + " costs " + green.getCents());

        List<Item> both = gather(c -> catalogue.item(0, c), c -> catalogue.item(2, c));
        System.out.println(
                "Together: " + both.get(0).getName() + " and " + both.get(1).getName());

        Flows.collect(catalogue.items(), item -> System.out.println("* " + item.getName() + " " + item.getCents()));

        try (Flows.Items<Item> items = Flows.iterate(catalogue.items())) {
            for (Item item : items) {
                System.out.println("Only the first: " + item.getName());
                break; // ends the flow: the others are never fetched
            }
        }
    }

    public static void main(String[] args) {
        Async.run(() -> {
            CatalogueServer server = await(c -> CatalogueKt.startCatalogue(new TodaysPrices(), c));
            try (CatalogueClient catalogue = new CatalogueClient(server.getPort())) {
                serve(catalogue);
            } finally {
                await(c -> server.stop(c));
            }
        });
    }
}
