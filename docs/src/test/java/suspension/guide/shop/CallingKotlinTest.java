package suspension.guide.shop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.gather;

import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.EventLoop;
import suspension.Outcome;
import suspension.Task;
import suspension.TaskScope;
import suspension.facade.SuspendFacade;
import suspension.guide.support.Shown;

/** The code and the messages of the page "Calling Kotlin". */
@SuspendFacade(ShopKt.class)
class CallingKotlinTest {

    // tag::report[]
    @SuspendFacade(Shop.class) // makes JavaShop, of the Kotlin interface
    static final class Report {

        static String of(JavaShop shop, long id) {
            User user = shop.find(id); // suspends this body, and gives a User
            int others = shop.count() - 1; // an int
            List<User> sameName = shop.search(user.getName()); // limit and sorted are Kotlin's defaults
            Cents balance = shop.balance(id); // takes a UserId in Kotlin
            boolean open = shop.isOpen(ofSeconds(1)); // takes Kotlin's Duration
            Outcome<User> next = shop.tryFind(id + 1); // Kotlin's Result
            String notes;
            try {
                notes = shop.load("notes.txt");
            } catch (IOException e) { // as @Throws says
                notes = "no notes";
            }
            return List.of(user, others, sameName, balance, open, next instanceof Outcome.Success, notes)
                    .toString();
        }
    }
    // end::report[]

    private Shop kotlin;

    @BeforeEach
    void open() {
        kotlin = Async.run(() -> JavaShopKt.openShop(List.of("Ada", "Ben")));
    }

    @Test
    void facadesMethodIsPlainJava() {
        // tag::facade[]
        JavaShop shop = JavaShop.of(kotlin); // the Java view of a Kotlin object
        String report = Async.run(() -> Report.of(shop, 1));
        List<User> both = Async.run(() -> gather(() -> shop.find(0), () -> shop.find(1)));
        // end::facade[]
        assertThat(report)
                .isEqualTo(
                        "[User(id=1, name=Ben), 1, [User(id=1, name=Ben)], Cents(amount=100), false, false, no notes]");
        assertThat(both).extracting(User::getName).containsExactly("Ada", "Ben");
    }

    @Test
    void facadeGivesTasksAndFutures() throws Exception {
        JavaShop shop = JavaShop.of(kotlin);
        // tag::views[]
        try (EventLoop loop = EventLoop.start("orders")) { // a service has one for its life
            Task<User> task = shop.tasks(loop).find(0);
            CompletableFuture<User> future = shop.futures(loop).find(1);
            System.out.println(task.get().getName() + " and " + future.get().getName());
        }
        // end::views[]
        assertThat(Async.<String, RuntimeException>run(
                        () -> shop.tasks().find(0).await().getName()))
                .isEqualTo("Ada");
    }

    @Test
    void lambdaHandsTheContinuationOver() {
        Shop shop = kotlin;
        // tag::await[]
        User user = Async.run(c -> shop.find(1, c)); // from a plain thread
        int count = Async.run(() -> {
            User first = await(c -> shop.find(0, c)); // in a body
            Task<User> second = createTask(c -> shop.find(1, c)); // as a task of its own
            List<User> both = List.of(first, second.await());
            return both.size() - await(shop::count); // nothing but a continuation: a method reference
        });
        // end::await[]
        assertThat(user.getName()).isEqualTo("Ben");
        assertThat(count).isZero();
    }

    @Test
    void lambdaTellsCheckedExceptions() {
        Shop shop = kotlin;
        Async.run(() -> {
            // tag::typed[]
            String notes;
            try {
                notes = await(IOException.class, c -> shop.load("notes.txt", c));
            } catch (IOException e) { // Kotlin's own object
                notes = "no notes";
            }
            // end::typed[]
            assertThat(notes).isEqualTo("no notes");
        });
    }

    @Test
    void everyShapeOfACall() {
        Shop shop = kotlin;
        Search search = new Search(shop);
        Async.run(() -> {
            User ada = await(c -> shop.find(0, c));
            String name = await(c -> ShopKt.nameOf(shop, 0, c));
            User again = await(c -> ShopKt.refreshed(ada, shop, c));
            Session session = await(c -> Session.Companion.open("Ada", c));
            int found = await(c -> search.invoke("Ada", c));
            String named = Async.<User>await(c -> shop.find(0, c)).getName();
            assertThat(List.of(name, again.getName(), session.getName(), named)).containsOnly("Ada");
            assertThat(found).isEqualTo(1);
        });
    }

    private static String readReport() {
        return "report";
    }

    @Test
    void kotlinsDispatchersAndScopes() {
        Shop shop = kotlin;
        // tag::dispatchers[]
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) { // tasks on Kotlin's threads
            Task<User> user = scope.createTask(c -> shop.find(1, c));
            System.out.println(user.join().getName());
        }
        String report = Async.run(() -> Async.withContext(Dispatchers.getIO(), () -> readReport())); // a part of a body
        // end::dispatchers[]
        assertThat(report).isEqualTo("report");
    }

    @Test
    void onPlainThreadTheFacadeSaysWhatToDo() {
        Shown.as("kotlin-plain-thread.txt", catchThrowable(() -> Mistakes.onPlainThread(JavaShop.of(kotlin))));
    }

    @Test
    void waitInsideTheLambdaIsRefused() {
        JavaShop shop = JavaShop.of(kotlin);
        Throwable thrown = catchThrowable(() -> Async.run(() -> Mistakes.waitInTheLambda(kotlin, shop)));
        Shown.as("kotlin-wait-in-lambda.txt", thrown);
    }

    @Test
    void blockingGetOnTheLoopIsRefused() {
        JavaShop shop = JavaShop.of(kotlin);
        Shown.as("kotlin-get-on-loop.txt", catchThrowable(() -> Async.run(() -> Mistakes.blockingGet(shop))));
    }

    @Test
    void kotlinsTimeoutIsNoCancellation() {
        Throwable thrown = catchThrowable(() -> Async.run(() -> await(ShopKt::slow)));
        assertThat(thrown).isInstanceOf(AsyncTimeoutException.class);
        Shown.as("kotlin-timeout.txt", thrown);
    }

    @Test
    void kotlinsExceptionIsTheVeryObject() {
        JavaShop shop = JavaShop.of(kotlin);
        assertThat(catchThrowable(() -> Async.run(() -> shop.find(7)))).isInstanceOf(NoSuchElementException.class);
    }
}
