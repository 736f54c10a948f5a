package suspension.guide.recipes;

import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.asCompleted;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.Async.toThread;
import static suspension.Async.yieldNow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.AsyncTimeoutException;
import suspension.Coroutine;
import suspension.EventLoop;
import suspension.Task;
import suspension.guide.support.Shown;

/** The recipes of the page "From CompletableFuture": what stands before and after does the same. */
@Timeout(60)
class FromFuturesTest {

    record User(long id, String name) {}

    record Cart(long userId, int total) {}

    static final User GUEST = new User(0, "Guest");

    // tag::client[]
    interface Client { // somebody's library, which stays as it is
        CompletableFuture<User> user(long id);

        CompletableFuture<Cart> cart(long userId);
    }
    // end::client[]

    private static final class FakeClient implements Client {

        int asked;
        final CompletableFuture<User> never = new CompletableFuture<>();

        @Override
        public CompletableFuture<User> user(long id) {
            asked++;
            if (id == 404) {
                return CompletableFuture.failedFuture(new NoSuchElementException("user 404"));
            }
            return id == 504 ? never : CompletableFuture.supplyAsync(() -> new User(id, "User " + id));
        }

        @Override
        public CompletableFuture<Cart> cart(long userId) {
            return CompletableFuture.supplyAsync(() -> new Cart(userId, (int) userId * 10));
        }
    }

    /** A callback API of old. */
    private static final class Printer {
        void print(String text, Consumer<String> done, Consumer<Throwable> failed) {
            if (text.isEmpty()) {
                failed.accept(new IllegalArgumentException("nothing to print"));
            } else {
                done.accept("printed " + text);
            }
        }
    }

    private static final class Before {

        private final Client client;
        private final Executor pool = ForkJoinPool.commonPool();
        private final List<String> log = new ArrayList<>();

        Before(Client client) {
            this.client = client;
        }

        // tag::chain-before[]
        CompletableFuture<String> greeting(long id) {
            return client.user(id)
                    .thenCompose(
                            user -> client.cart(user.id()).thenApply(cart -> user.name() + " pays " + cart.total()));
        }
        // end::chain-before[]

        // tag::both-before[]
        CompletableFuture<String> bill(long id) {
            return client.user(id).thenCombine(client.cart(id), (user, cart) -> user.name() + " pays " + cart.total());
        }
        // end::both-before[]

        // tag::all-before[]
        CompletableFuture<List<User>> users(List<Long> ids) {
            List<CompletableFuture<User>> all = ids.stream().map(client::user).toList();
            return CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0]))
                    .thenApply(done -> all.stream().map(CompletableFuture::join).toList());
        }
        // end::all-before[]

        // tag::first-before[]
        CompletableFuture<User> fastest(Client mirror, long id) {
            return CompletableFuture.anyOf(client.user(id), mirror.user(id)).thenApply(first -> (User) first);
        }
        // end::first-before[]

        // tag::failure-before[]
        CompletableFuture<User> userOrGuest(long id) {
            return client.user(id).exceptionally(thrown -> {
                Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                if (cause instanceof NoSuchElementException) {
                    return GUEST;
                }
                throw new CompletionException(cause);
            });
        }
        // end::failure-before[]

        // tag::finally-before[]
        CompletableFuture<User> logged(long id) {
            log.add("asking");
            return client.user(id).whenComplete((user, thrown) -> log.add("asked"));
        }
        // end::finally-before[]

        // tag::timeout-before[]
        CompletableFuture<User> soon(long id) {
            return client.user(id).orTimeout(100, MILLISECONDS); // the request goes on
        }
        // end::timeout-before[]

        // tag::default-before[]
        CompletableFuture<User> soonOrGuest(long id) {
            return client.user(id).completeOnTimeout(GUEST, 100, MILLISECONDS);
        }
        // end::default-before[]

        // tag::blocking-before[]
        CompletableFuture<String> contents(Path file) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return Files.readString(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    },
                    pool);
        }
        // end::blocking-before[]

        // tag::retry-before[]
        CompletableFuture<User> retried(long id, int times) {
            return client.user(id)
                    .handle((user, thrown) -> thrown == null
                            ? CompletableFuture.completedFuture(user)
                            : times == 1
                                    ? CompletableFuture.<User>failedFuture(thrown)
                                    : CompletableFuture.supplyAsync(
                                                    () -> id, CompletableFuture.delayedExecutor(100, MILLISECONDS))
                                            .thenCompose(again -> retried(again, times - 1)))
                    .thenCompose(result -> result);
        }
        // end::retry-before[]

        // tag::loop-before[]
        CompletableFuture<List<User>> untilMissing(long id, List<User> found) {
            return client.user(id)
                    .thenCompose(user -> {
                        found.add(user);
                        return untilMissing(id + 1, found);
                    })
                    .exceptionally(thrown -> found);
        }
        // end::loop-before[]
    }

    private static final class After {

        private final Client client;
        private final List<String> log = new ArrayList<>();

        After(Client client) {
            this.client = client;
        }

        // tag::chain-after[]
        String greeting(long id) {
            User user = await(client.user(id)); // suspends until the future is complete
            Cart cart = await(client.cart(user.id()));
            return user.name() + " pays " + cart.total();
        }
        // end::chain-after[]

        // tag::both-after[]
        String bill(long id) {
            return gather(
                    () -> await(client.user(id)),
                    () -> await(client.cart(id)),
                    (user, cart) -> user.name() + " pays " + cart.total());
        }
        // end::both-after[]

        // tag::all-after[]
        List<User> users(List<Long> ids) {
            List<Coroutine<User>> all = ids.stream()
                    .map(id -> Coroutine.of(() -> await(client.user(id))))
                    .toList();
            return gather(all);
        }
        // end::all-after[]

        // tag::first-after[]
        User fastest(Client mirror, long id) {
            Task<User> near = createTask(() -> await(client.user(id)));
            Task<User> far = createTask(() -> await(mirror.user(id)));
            List<Task<User>> both = List.of(near, far);
            try {
                return asCompleted(both).iterator().next().await(); // the first to end, well or not
            } finally {
                both.forEach(Task::cancel); // ends the request that is too late
            }
        }
        // end::first-after[]

        // tag::failure-after[]
        User userOrGuest(long id) {
            try {
                return await(client.user(id));
            } catch (NoSuchElementException e) { // itself, no CompletionException around it
                return GUEST;
            }
        }
        // end::failure-after[]

        // tag::finally-after[]
        User logged(long id) {
            log.add("asking");
            try {
                return await(client.user(id));
            } finally {
                log.add("asked");
            }
        }
        // end::finally-after[]

        // tag::timeout-after[]
        User soon(long id) {
            return timeout(ofMillis(100), () -> await(client.user(id))); // cancels the request
        }
        // end::timeout-after[]

        // tag::default-after[]
        User soonOrGuest(long id) {
            try {
                return timeout(ofMillis(100), () -> await(client.user(id)));
            } catch (AsyncTimeoutException e) {
                return GUEST;
            }
        }
        // end::default-after[]

        // tag::blocking-after[]
        String contents(Path file) throws IOException {
            return toThread(() -> Files.readString(file)); // throws IOException as it is
        }
        // end::blocking-after[]

        // tag::retry-after[]
        User retried(long id, int times) {
            while (true) {
                try {
                    return await(client.user(id));
                } catch (NoSuchElementException e) {
                    if (--times == 0) {
                        throw e;
                    }
                    sleep(ofMillis(100));
                }
            }
        }
        // end::retry-after[]

        // tag::loop-after[]
        List<User> untilMissing(long id) {
            List<User> found = new ArrayList<>();
            try {
                while (true) {
                    found.add(await(client.user(id++)));
                }
            } catch (NoSuchElementException e) {
                return found;
            }
        }
        // end::loop-after[]
    }

    private final FakeClient client = new FakeClient();
    private final Before before = new Before(client);
    private final After after = new After(client);
    private final EventLoop loop = EventLoop.start("recipes");

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void chainIsOneLineAfterTheOther() {
        assertThat(loop.<String, RuntimeException>run(() -> after.greeting(7)))
                .isEqualTo(before.greeting(7).join())
                .isEqualTo("User 7 pays 70");
    }

    @Test
    void thenCombineIsGatherOfTwo() {
        assertThat(loop.<String, RuntimeException>run(() -> after.bill(7)))
                .isEqualTo(before.bill(7).join())
                .isEqualTo("User 7 pays 70");
    }

    @Test
    void allOfIsGather() {
        List<Long> ids = List.of(1L, 2L, 3L);
        assertThat(loop.<List<User>, RuntimeException>run(() -> after.users(ids)))
                .isEqualTo(before.users(ids).join())
                .hasSize(3);
    }

    @Test
    void anyOfIsTheFirstToEnd() {
        FakeClient mirror = new FakeClient();
        User expected = new User(504, "mirror");
        Client fast = new Client() {
            @Override
            public CompletableFuture<User> user(long id) {
                return CompletableFuture.completedFuture(expected);
            }

            @Override
            public CompletableFuture<Cart> cart(long userId) {
                return mirror.cart(userId);
            }
        };
        assertThat(before.fastest(fast, 504).join()).isEqualTo(expected);
        assertThat(client.never).isNotDone();
        assertThat(loop.<User, RuntimeException>run(() -> after.fastest(fast, 504)))
                .isEqualTo(expected);
        loop.run(() -> sleep(ofMillis(1)));
        assertThat(client.never).isCancelled();
    }

    @Test
    void cancelledCallerCancelsBothRequests() {
        FakeClient mirror = new FakeClient();
        Task<User> caller = loop.createTask(() -> after.fastest(mirror, 504));
        loop.run(() -> {
            while (mirror.asked == 0) {
                yieldNow();
            }
            caller.cancel();
        });
        loop.close();
        assertThat(caller.isCancelled()).isTrue();
        assertThat(client.never).isCancelled();
        assertThat(mirror.never).isCancelled();
    }

    @Test
    void exceptionallyIsCatch() {
        assertThat(loop.<User, RuntimeException>run(() -> after.userOrGuest(404)))
                .isEqualTo(before.userOrGuest(404).join())
                .isEqualTo(GUEST);
    }

    @Test
    void whenCompleteIsFinally() {
        before.logged(1).join();
        loop.run(() -> after.logged(1));
        assertThat(after.log).isEqualTo(before.log).containsExactly("asking", "asked");
    }

    @Test
    void orTimeoutIsTimeoutThatCancels() {
        CompletableFuture<User> request = client.never;
        assertThatThrownBy(() -> loop.run(() -> after.soon(504))).isInstanceOf(AsyncTimeoutException.class);
        assertThat(request).isCancelled();
        FakeClient other = new FakeClient();
        assertThatThrownBy(() -> new Before(other).soon(504).join())
                .hasCauseInstanceOf(java.util.concurrent.TimeoutException.class);
    }

    @Test
    void completeOnTimeoutIsCatchOfTheTimeout() {
        assertThat(new Before(new FakeClient()).soonOrGuest(504).join())
                .isEqualTo(loop.<User, RuntimeException>run(() -> after.soonOrGuest(504)))
                .isEqualTo(GUEST);
    }

    @Test
    void supplyAsyncOfBlockingCodeIsToThread() throws IOException {
        Path pom = Path.of("no-such-file");
        assertThatThrownBy(() -> before.contents(pom).join()).hasRootCauseInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> loop.run(() -> after.contents(pom))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void callbacksBecomeOneFuture() {
        Printer printer = new Printer();
        String printed = loop.run(() -> {
            // tag::callback[]
            CompletableFuture<String> answer = new CompletableFuture<>();
            printer.print("a page", answer::complete, answer::completeExceptionally);
            String line = await(answer);
            // end::callback[]
            return line;
        });
        assertThat(printed).isEqualTo("printed a page");
    }

    @Test
    void retryIsALoop() {
        assertThatThrownBy(() -> before.retried(404, 2).join()).hasRootCauseInstanceOf(NoSuchElementException.class);
        assertThat(client.asked).isEqualTo(2);
        assertThatThrownBy(() -> loop.run(() -> after.retried(404, 2))).isInstanceOf(NoSuchElementException.class);
        assertThat(client.asked).isEqualTo(4);
    }

    @Test
    void recursionIsALoop() {
        assertThat(loop.<List<User>, RuntimeException>run(() -> after.untilMissing(400)))
                .isEqualTo(before.untilMissing(400, new ArrayList<>()).join())
                .hasSize(4);
    }

    // tag::expose[]
    CompletableFuture<String> greeting(long id) { // for callers that want a future
        return loop.future(() -> after.greeting(id));
    }
    // end::expose[]

    @Test
    void futureOfATask() {
        assertThat(greeting(7).join()).isEqualTo("User 7 pays 70");
    }

    @Test
    void cancellingTheFutureStopsTheBody() {
        List<String> log = new ArrayList<>();
        // tag::cancel[]
        CompletableFuture<Void> future = loop.future(() -> {
            try {
                await(client.user(504));
            } finally {
                log.add("cleaned up");
            }
        });
        future.cancel(true); // unlike supplyAsync's, this reaches the code
        // end::cancel[]
        assertThat(future).isCancelled();
        loop.close(); // after all clean-up
        assertThat(log).isSubsetOf("cleaned up"); // nothing is to be cleaned up where the body has not begun
    }

    @Test
    void joinOfATasksFutureInABodyIsRefused() {
        Shown.as("futures-join.txt", catchThrowable(() -> loop.run(() -> Mistakes.joinInABody(loop))));
    }

    @Test
    void awaitOnAPlainThreadIsRefused() {
        Shown.as("futures-plain-thread.txt", catchThrowable(() -> Mistakes.awaitOnAPlainThread(client)));
    }
}
