package suspension.interop;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function1;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.Dispatchers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.SuspendCall;
import suspension.TaskScope;

/** Java code that Kotlin takes for a suspend function, and that waits as a body does: the message says what to write. */
class WaitInKotlinCodeTest {

    /** Implements a suspend function, and has forgotten {@code Suspend.implement}. */
    private static final class Forgetful implements Users {

        @Override
        public @Nullable Object find(long id, Continuation<? super String> continuation) {
            return load(id);
        }

        private String load(long id) {
            Async.sleep(ofMillis(1));
            return "user " + id;
        }

        @Override
        public @Nullable Object delete(long id, Continuation<? super Unit> continuation) {
            Async.createTask(() -> load(id)).await();
            return Unit.INSTANCE;
        }

        @Override
        public @Nullable Object findAll(Continuation<? super List<String>> continuation) {
            return List.of(Async.<String>await(c -> find(1, c)));
        }
    }

    private final Users users = new Forgetful();

    private static final String REMEDY =
            "Let that method do nothing but return Suspend.implement(continuation, () -> ...)";

    @Test
    void forgottenImplementIsNamed() {
        Async.run(() -> {
            assertThatThrownBy(() -> await(c -> users.find(1, c)))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("sleep() suspends")
                    .hasMessageContaining("Forgetful.load(WaitInKotlinCodeTest.java:")
                    .hasMessageContaining("inside suspension.interop.WaitInKotlinCodeTest$Forgetful.find, which Kotlin")
                    .hasMessageContaining(REMEDY);
            assertThatThrownBy(() -> await(c -> users.delete(1, c)))
                    .hasMessageContaining("Task.await()")
                    .hasMessageContaining("Forgetful.delete, which")
                    .hasMessageContaining(REMEDY);
            assertThatThrownBy(() -> await(c -> users.findAll(c)))
                    .hasMessageContaining("Async.await()")
                    .hasMessageContaining("Forgetful.findAll, which")
                    .hasMessageContaining(REMEDY);
        });
    }

    @Test
    void forgottenImplementIsNamedWithKotlinBetween() {
        Directory directory = new Directory(users);
        assertThatThrownBy(() -> Async.run(c -> directory.describe(1, c))).hasMessageContaining(REMEDY);
    }

    @Test
    void forgottenImplementIsNamedOffALoop() throws Exception {
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO())) {
            assertThat(catchThrowable(
                            () -> scope.createTask(c -> users.find(1, c)).join()))
                    .hasMessageContaining(REMEDY);
            assertThat(catchThrowable(
                            () -> scope.createTask(c -> users.delete(1, c)).join()))
                    .hasMessageStartingWith("createTask() needs a running event loop")
                    .hasMessageContaining(REMEDY);
        }
    }

    @Test
    void awaitInsideTheLambdaOfASuspendCall() {
        String remedy = "Compute it before the lambda";
        Users kotlin = new JavaUsers(id -> "user " + id);
        SuspendCall<String> call =
                c -> kotlin.find(Async.<String>await(d -> kotlin.find(2, d)).length(), c);
        Async.run(() -> {
            assertThatThrownBy(() -> await(call))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Async.await()")
                    .hasMessageContaining("lambda of a suspend call (c -> ...)")
                    .hasMessageContaining(remedy);
            assertThatThrownBy(() -> Async.createTask(call).await()).hasMessageContaining(remedy);
            assertThatThrownBy(() -> Async.gather(call, call)).hasMessageContaining(remedy);
            assertThatThrownBy(() -> await(c -> {
                        Async.sleep(ofMillis(1));
                        return kotlin.find(1, c);
                    }))
                    .hasMessageContaining(remedy);
        });
        assertThatThrownBy(() -> Async.run(call)).hasMessageContaining(remedy);
    }

    @Test
    void plainLambdaWhereKotlinWantsASuspendLambda() {
        Directory directory = new Directory(users);
        Function1<Continuation<? super String>, Object> block = c -> await(d -> users.find(1, d));
        Function2<String, Continuation<? super Unit>, Object> each = (user, c) -> {
            Async.sleep(ofMillis(1));
            return Unit.INSTANCE;
        };
        Users all = new JavaUsers(id -> "x").all(CompletableFuture.completedFuture(List.of("a")));
        Async.run(() -> {
            assertThatThrownBy(() -> await(c -> directory.retry(1, block, c)))
                    .hasMessageContaining("Make that lambda with Suspend.lambda(() -> ...)");
            assertThatThrownBy(() -> await(c -> new Directory(all).each(each, c)))
                    .hasMessageContaining("Make that lambda with Suspend.lambda(() -> ...)");
        });
    }

    @Test
    void callbacksAndPlainThreadsAreToldAsBefore() {
        assertThatThrownBy(() -> Async.sleep(ofMillis(1)))
                .hasMessageContaining("on thread '")
                .hasMessageContaining("Start a loop with Async.run(() -> ...)");
    }
}
