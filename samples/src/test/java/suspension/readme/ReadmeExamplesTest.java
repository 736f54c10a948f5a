package suspension.readme;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import kotlin.coroutines.Continuation;
import kotlinx.coroutines.DelayKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.EventLoop;
import suspension.ExceptionGroup;
import suspension.SuspendCall;
import suspension.Task;
import suspension.TaskGroup;

/** The code blocks of the README, run; {@link ReadmeTest} checks that they are the same to the letter. */
class ReadmeExamplesTest {

    record User(long id, String name) {}

    record Cart(long userId) {}

    /** What Kotlin makes of {@code interface UserApi { suspend fun fetchUser(id: Long): User }}. */
    interface UserApi {
        @Nullable
        Object fetchUser(long id, Continuation<? super User> continuation);

        default @Nullable Object slow(Continuation<? super kotlin.Unit> continuation) {
            return DelayKt.delay(3_600_000, continuation);
        }
    }

    private final UserApi api = (id, continuation) -> new User(id, "Ada");

    static final class FirstExample {

        static String brew(String name) {
            System.out.println("Brewing " + name + "...");
            sleep(ofSeconds(2)); // suspends this coroutine; the loop goes on
            return name;
        }

        public static void main(String[] args) {
            List<String> cups =
                    Async.run(() -> gather(() -> brew("Masala"), () -> brew("Green"), () -> brew("Ginger")));
            System.out.println(cups); // after 2 s, not 6
        }
    }

    @Test
    void firstExample() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        long start = System.nanoTime();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            FirstExample.main(new String[0]);
        } finally {
            System.setOut(out);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Brewing Masala...", "Brewing Green...", "Brewing Ginger...", "[Masala, Green, Ginger]");
        assertThat(System.nanoTime() - start).isBetween(2_000_000_000L, 4_000_000_000L);
    }

    @Test
    void callingSuspendFunctions() {
        User user = Async.run(c -> api.fetchUser(42, c)); // from a plain thread
        List<User> both = Async.run(() -> {
            User first = await(c -> api.fetchUser(1, c)); // in a body: as part of its task
            Task<User> second = createTask(c -> api.fetchUser(2, c)); // as a task of its own
            return List.of(first, second.await());
        });
        assertThat(user).isEqualTo(new User(42, "Ada"));
        assertThat(both).extracting(User::id).containsExactly(1L, 2L);
    }

    @Test
    void services() throws Exception {
        try (EventLoop loop = EventLoop.start("orders")) {
            Task<User> task = loop.createTask(c -> api.fetchUser(1, c)); // from any thread
            CompletableFuture<User> future = loop.future(c -> api.fetchUser(2, c)); // the same, as a future
            System.out.println(task.get().name() + future.get().name());
        } // cancels what is left, and waits for its clean-up
    }

    static String load(String file) throws IOException {
        throw new IOException(file + " is not there");
    }

    @Test
    void exceptions() {
        String contents;
        try {
            contents = Async.run(() -> load("a.txt")); // javac knows that this throws IOException
        } catch (IOException e) {
            contents = "default";
        }
        assertThat(contents).isEqualTo("default");
        Async.run(() -> {
            Task<String> task = createTask(() -> load("b.txt"));
            try {
                return task.await(IOException.class); // the named checked type, the very object that was thrown
            } catch (IOException e) {
                return "default";
            }
        });
    }

    static User fetchUser(long id) {
        return new User(id, "Ada");
    }

    static Cart fetchCart(long id) {
        throw new IllegalStateException("no cart");
    }

    @Test
    void groups() {
        Async.run(() -> {
            try {
                TaskGroup.run(group -> {
                    Task<User> user = group.createTask(() -> fetchUser(7));
                    Task<Cart> cart = group.createTask(() -> fetchCart(7)); // fails: user is cancelled
                    return user.await() + " has " + cart.await();
                });
            } catch (ExceptionGroup e) {
                System.out.println(e.exceptions());
            }
        });
    }

    @Test
    void cancellation() {
        List<String> log = Async.run(() -> {
            List<String> lines = new java.util.ArrayList<>();
            Task<String> task = createTask(() -> {
                try {
                    sleep(ofHours(1));
                    return "slept";
                } catch (CancellationException e) {
                    sleep(ofMillis(1)); // clean-up may wait
                    throw e;
                } finally {
                    lines.add("cleaned up");
                }
            });
            sleep(ofMillis(1));
            task.cancel();
            lines.add(task.toString().replaceAll("Task-\\d+", "Task-1"));
            Async.wait(List.of(task));
            lines.add(task.isCancelled() + "");
            return lines;
        });
        assertThat(log).containsExactly("Task[Task-1, cancelling]", "cleaned up", "true");
    }

    @Test
    void limits() {
        SuspendCall<kotlin.Unit> slowCall = api::slow;
        assertThatThrownBy(() -> Async.run(() -> {
                    timeout(ofMillis(50), () -> await(slowCall));
                }))
                .isInstanceOf(AsyncTimeoutException.class);
    }
}
