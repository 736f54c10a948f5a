package suspension.samples;

import static java.time.Duration.ofMillis;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.util.List;
import suspension.Async;
import suspension.facade.SuspendFacade;
import suspension.interop.Flows;
import suspension.samples.catalogue.CatalogueClient;
import suspension.samples.catalogue.CatalogueKt;
import suspension.samples.catalogue.CatalogueServer;
import suspension.samples.catalogue.Item;
import suspension.samples.catalogue.Prices;

/**
 * Java and Kotlin in one program: a Java service calls a Kotlin API, suspend functions and a flow, over real HTTP; and the
 * server on the other side calls back a Java class that implements one of its suspend interfaces. Facades make all of it plain
 * Java. {@link MixedCatalogueByHand} is the same without them.
 */
@SuspendFacade(CatalogueKt.class)
@SuspendFacade(CatalogueServer.class)
@SuspendFacade(CatalogueClient.class)
@SuspendFacade(Prices.class)
public final class MixedCatalogue {

    private MixedCatalogue() {}

    /** Java implements Kotlin's suspend interface, in straight-line code that may wait. */
    static final class TodaysPrices implements JavaPrices {

        @Override
        public long priceOf(long id) {
            sleep(ofMillis(10)); // asks a database
            return 250 + 50 * id;
        }
    }

    static void serve(JavaCatalogueClient catalogue) {
        Item green = catalogue.item(1);
        System.out.println(green.getName() + " costs " + green.getCents());

        List<Item> both = gather(() -> catalogue.item(0), () -> catalogue.item(2));
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
            CatalogueServer server = JavaCatalogue.startCatalogue(JavaPrices.toKotlin(new TodaysPrices()));
            try (CatalogueClient catalogue = new CatalogueClient(server.getPort())) {
                serve(JavaCatalogueClient.of(catalogue));
            } finally {
                JavaCatalogueServer.of(server).stop();
            }
        });
    }
}
