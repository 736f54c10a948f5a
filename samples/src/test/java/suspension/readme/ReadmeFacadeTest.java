package suspension.readme;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Outcome;
import suspension.Task;
import suspension.facade.SuspendFacade;

/** The README's code blocks on facades, generated from a Kotlin API and run. */
@SuspendFacade(ShopKt.class)
class ReadmeFacadeTest {

    @SuspendFacade(Shop.class) // a Kotlin interface, of which this makes JavaShop
    static final class Report {

        static String of(JavaShop shop, long id) {
            User user = shop.find(id); // suspends this body, and gives a User
            int others = shop.count() - 1; // an int
            var sameName = shop.search(user.getName()); // limit and sorted are Kotlin's defaults
            Cents balance = shop.balance(id); // takes a UserId, a value class, in Kotlin
            boolean open = shop.isOpen(ofSeconds(1)); // takes Kotlin's Duration
            Outcome<User> next = shop.tryFind(id + 1); // Kotlin's Result
            String notes;
            try {
                notes = shop.load("notes.txt");
            } catch (IOException e) { // as @Throws says
                notes = "none";
            }
            return List.of(user, others, sameName, balance, open, next instanceof Outcome.Success, notes)
                    .toString();
        }
    }

    static final class LocalShop implements JavaShop { // plain Java, for Kotlin

        @Override
        public User find(long id) {
            sleep(ofMillis(1)); // straight-line code, which may wait
            return new User(id, "Local");
        }
    }

    @Test
    void callingKotlin() throws Exception {
        Shop kotlin = Async.run(() -> JavaShopKt.openShop(List.of("Ada", "Ben")));
        try (EventLoop loop = EventLoop.start("orders")) {
            JavaShop shop = JavaShop.of(kotlin); // the Java view of a Kotlin object
            String report = Async.run(() -> Report.of(shop, 1));
            List<User> both = Async.run(() -> gather(() -> shop.find(0), () -> shop.find(1)));
            Task<User> task = shop.tasks(loop).find(0); // the suspend function itself as a task: no body, no thread
            CompletableFuture<User> future = shop.futures(loop).find(1); // for code that knows no bodies

            assertThat(report)
                    .isEqualTo(
                            "[User(id=1, name=Ben), 1, [User(id=1, name=Ben)], Cents(amount=100), false, false, none]");
            assertThat(both).containsExactly(task.get(), future.get());
        }
    }

    @Test
    void beingCalledByKotlin() {
        Shop shop = JavaShop.toKotlin(new LocalShop()); // what Kotlin takes
        String name = Async.run(() -> JavaShopKt.nameOf(shop, 7));
        assertThat(name).isEqualTo("Local");
    }
}
