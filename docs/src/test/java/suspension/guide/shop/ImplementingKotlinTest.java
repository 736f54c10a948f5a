package suspension.guide.shop;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.Task;
import suspension.facade.SuspendFacade;
import suspension.guide.support.Shown;
import suspension.interop.Suspend;

/** The code and the messages of the page "Implementing Kotlin". */
@SuspendFacade(Warehouse.class)
@SuspendFacade(UserRepository.class)
class ImplementingKotlinTest {

    @Test
    void facadesImplementationIsKotlinsObject() {
        // tag::to-kotlin[]
        Shop shop = JavaShop.toKotlin(new LocalShop()); // what Kotlin takes
        String name = Async.run(c -> ShopKt.nameOf(shop, 7, c));
        // end::to-kotlin[]
        assertThat(name).isEqualTo("Local");
    }

    private static final List<String> log = new ArrayList<>();

    private static User load(long id) {
        sleep(ofMillis(1));
        return new User(id, "Ada");
    }

    private static void remove(long id) {
        log.add("removed " + id);
    }

    private static void print(User user) {
        log.add(user.toString());
    }

    private static CompletionStage<List<User>> queryAsync() {
        return CompletableFuture.completedFuture(List.of(new User(1, "Ada"), new User(2, "Ben")));
    }

    // tag::implement[]
    static final class JavaRepository implements UserRepository { // the Kotlin interface itself

        @Override
        public @Nullable Object find(long id, Continuation<? super User> continuation) {
            return Suspend.implement(continuation, () -> load(id)); // may wait
        }

        @Override
        public @Nullable Object delete(long id, Continuation<? super Unit> continuation) {
            return Suspend.implement(continuation, () -> remove(id)); // no result
        }

        @Override
        public @Nullable Object findAll(Continuation<? super List<User>> continuation) {
            return Suspend.implement(continuation, queryAsync()); // a CompletionStage
        }
    }
    // end::implement[]

    private final UserRepository users = new JavaRepository();

    @Test
    void kotlinCallsTheImplementation() {
        User user = Async.run(c -> UserRepositoryKt.replace(users, 7, c));
        assertThat(user.getId()).isEqualTo(7);
        assertThat(log).contains("removed 7");
    }

    @Test
    void lambdasOfKotlinsHigherOrderFunctions() {
        Async.run(() -> {
            // tag::lambdas[]
            User user = await(c -> UserRepositoryKt.retry(3, Suspend.lambda(() -> load(1)), c));
            await(c -> UserRepositoryKt.each(users, Suspend.lambda((User each) -> print(each)), c));
            // end::lambdas[]
            assertThat(user.getName()).isEqualTo("Ada");
        });
        assertThat(log).contains("User(id=1, name=Ada)", "User(id=2, name=Ben)");
    }

    @Test
    void kotlinWrapsJavaThatWaits() {
        Greeter greeter = new Greeter(new Prices());
        String direct = Async.run(c -> greeter.greet("Ada", c));
        String awaited = Async.run(() -> {
            Task<String> name = createTask(() -> "Ben");
            return await(c -> greeter.greet(name, c));
        });
        assertThat(List.of(direct, awaited)).containsExactly("Ada pays 4", "Ben pays 4");
    }

    @Test
    void methodThatIsLeftOutNamesItself() {
        Shop shop = JavaShop.toKotlin(new LocalShop());
        Shown.as("implementing-left-out.txt", catchThrowable(() -> Async.run(c -> shop.count(c))));
    }

    @Test
    void kotlinThatForgetsTheWrapperIsNamed() {
        Shown.as(
                "implementing-no-java-body.txt",
                catchThrowable(() -> Async.run(c -> GreeterKt.forgetful(new Prices(), c))));
    }

    @Test
    @SuppressWarnings("NullAway") // the mistake
    void missingContinuationIsNamed() {
        Shown.as("implementing-null-continuation.txt", catchThrowable(() -> users.find(1, null)));
    }

    @Test
    void classHasNoJavaObjectThatStandsForIt() {
        Shown.as("implementing-class.txt", catchThrowable(() -> JavaWarehouse.toKotlin(new Mistakes.BigWarehouse())));
    }
}
