package suspension.readme;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.flow.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.Task;
import suspension.TaskScope;
import suspension.interop.Channels;
import suspension.interop.Flows;
import suspension.interop.Suspend;

/** The README's code blocks on Java and Kotlin together, run against a real Kotlin API. */
class ReadmeInteropTest {

    private static final List<String> log = new ArrayList<>();

    private static User load(long id) {
        sleep(ofMillis(1));
        return new User(id, "Ada");
    }

    private static User loadBlocking(long id) {
        return new User(id, "Ada");
    }

    private static void remove(long id) {
        log.add("removed " + id);
    }

    private static CompletionStage<List<User>> queryAsync() {
        return CompletableFuture.completedFuture(List.of(new User(1, "Ada"), new User(2, "Ben")));
    }

    private static void print(Object line) {
        log.add(line.toString());
    }

    static final class JavaRepository implements UserRepository { // a Kotlin interface

        @Override
        public @Nullable Object find(long id, Continuation<? super User> continuation) {
            return Suspend.implement(continuation, () -> load(id)); // straight-line code, which may wait
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

    private final Users users = new Users(new JavaRepository(), ReadmeInteropTest::load);

    @Test
    void kotlinCallsJava() {
        User renamed = Async.run(c -> users.rename(7, c));
        User found = Async.run(c -> users.find(8, c));
        User awaited = Async.run(() -> {
            Task<User> task = createTask(() -> load(9));
            return await(c -> users.await(task, c));
        });
        assertThat(List.of(renamed, found, awaited)).extracting(User::getId).containsExactly(7L, 8L, 9L);
        assertThat(log).contains("removed 7");
    }

    @Test
    void dispatchersAndScopes() throws Exception {
        Async.run(() -> {
            User user =
                    Async.withContext(Dispatchers.getIO(), () -> loadBlocking(42)); // another dispatcher, for a while
            print(user);
        });
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) { // tasks of its own there
            Task<User> task = scope.createTask(c -> users.find(42, c));
            print(task.get());
        }
        assertThat(log).contains("User(id=42, name=Ada)");
    }

    @Test
    void lambdas() {
        Async.run(() -> {
            User user = await(c -> users.retry(3, Suspend.lambda(() -> load(1)), c)); // suspend () -> T
            await(c -> users.each(Suspend.lambda((User each) -> print(each)), c)); // suspend (User) -> Unit
            assertThat(user.getId()).isEqualTo(1);
        });
        assertThat(log).contains("User(id=1, name=Ada)", "User(id=2, name=Ben)");
    }

    @Test
    void flows() {
        Async.run(() -> {
            Flows.collect(users.users(), user -> print(user)); // one at a time; the consumer may wait
            try (Flows.Items<User> items = Flows.iterate(users.users())) {
                for (User user : items) {
                    print(user.getName());
                    break; // close() ends upstream and runs its finally, once
                }
            }
            List<User> all = Flows.toList(users.users()).await();
            Flow<String> names = Flows.generate(
                    emitter -> { // an asynchronous generator, as a cold flow
                        for (User user : all) {
                            User found = await(c -> users.find(user.getId(), c));
                            emitter.emit(found.getName());
                        }
                    });
            print(Flows.toList(names).await());
        });
        assertThat(log).contains("Ada", "[Ada, Ada]");
    }

    @Test
    void channels() {
        Async.run(() -> {
            Channel<String> orders = Channels.create(16);
            Channel<String> returns = Channels.create(16);
            Channels.send(orders, "tea");
            String what = Channels.<String>select()
                    .onReceive(orders, order -> "order of " + order)
                    .onReceive(returns, item -> "return of " + item)
                    .onTimeout(ofSeconds(1), () -> "nothing")
                    .await();
            print(what);
            Channels.send(orders, "chai");
            Channels.close(orders);
            for (String each : Channels.iterate(orders)) { // until it is closed
                print(each);
            }
        });
        assertThat(log).contains("order of tea", "chai");
    }
}
