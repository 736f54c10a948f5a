package suspension.guide.recipes;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.await;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.Async.toThread;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Single;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import kotlinx.coroutines.flow.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.FlowAdapters;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import suspension.AsyncTimeoutException;
import suspension.ContextVar;
import suspension.EventLoop;
import suspension.ExceptionGroup;
import suspension.Task;
import suspension.TaskGroup;
import suspension.guide.support.Shown;
import suspension.interop.Flows;
import suspension.sync.AsyncSemaphore;

/** The recipes of the page "From Reactor and RxJava": what stands before and after does the same. */
@Timeout(60)
class FromReactorTest {

    record User(long id, String name) {}

    record Cart(long userId, int total) {}

    static final User GUEST = new User(0, "Guest");

    /** As Reactor's users have it: a client that gives Monos. */
    static final class Client {

        final AtomicInteger asked = new AtomicInteger();
        final AtomicInteger cancelled = new AtomicInteger();
        final AtomicInteger running = new AtomicInteger();
        final AtomicInteger mostRunning = new AtomicInteger();

        Mono<User> user(long id) {
            return Mono.defer(() -> {
                asked.incrementAndGet();
                if (id == 404) {
                    return Mono.error(new NoSuchElementException("user 404"));
                }
                if (Math.abs(id) == 504) {
                    return Mono.<User>never().doOnCancel(cancelled::incrementAndGet);
                }
                mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
                return Mono.delay(ofMillis(5)).map(tick -> {
                    running.decrementAndGet();
                    return new User(id, "User " + id);
                });
            });
        }

        Mono<Cart> cart(long userId) {
            return userId < 0
                    ? Mono.error(new NoSuchElementException("cart " + userId))
                    : Mono.fromCallable(() -> new Cart(userId, (int) userId * 10));
        }

        Flux<User> users() {
            return Flux.range(1, 3).map(id -> new User(id, "User " + id));
        }
    }

    private static final class Before {

        private final Client client;

        Before(Client client) {
            this.client = client;
        }

        // tag::chain-before[]
        Mono<String> greeting(long id) {
            return client.user(id)
                    .flatMap(user -> client.cart(user.id()).map(cart -> user.name() + " pays " + cart.total()));
        }
        // end::chain-before[]

        // tag::zip-before[]
        Mono<String> bill(long id) {
            return Mono.zip(client.user(id), client.cart(id), (user, cart) -> user.name() + " pays " + cart.total());
        }
        // end::zip-before[]

        // tag::empty-before[]
        Mono<User> userOrGuest(long id) {
            return client.user(id)
                    .timeout(ofMillis(100))
                    .onErrorReturn(NoSuchElementException.class, GUEST)
                    .switchIfEmpty(Mono.just(GUEST));
        }
        // end::empty-before[]

        // tag::retry-before[]
        Mono<User> retried(long id) {
            return client.user(id).retryWhen(Retry.fixedDelay(1, ofMillis(10)));
        }
        // end::retry-before[]

        // tag::many-before[]
        Flux<User> users(List<Long> ids) {
            return Flux.fromIterable(ids).flatMapSequential(client::user, 2); // two at once
        }
        // end::many-before[]

        // tag::blocking-before[]
        Mono<String> contents(Path file) {
            return Mono.fromCallable(() -> Files.readString(file)).subscribeOn(Schedulers.boundedElastic());
        }
        // end::blocking-before[]

        // tag::context-before[]
        Mono<String> traced() {
            return Mono.deferContextual(context -> Mono.just("page of " + context.get("request")))
                    .contextWrite(context -> context.put("request", "r-1"));
        }
        // end::context-before[]

        // tag::flux-before[]
        Mono<Integer> debts() {
            return client.users()
                    .filter(user -> user.id() > 1)
                    .concatMap(user -> client.cart(user.id()))
                    .map(Cart::total)
                    .reduce(0, Integer::sum);
        }
        // end::flux-before[]
    }

    private static final class After {

        private static final ContextVar<String> REQUEST = ContextVar.named("request");

        private final Client client;

        After(Client client) {
            this.client = client;
        }

        // tag::chain-after[]
        String greeting(long id) {
            User user = await(client.user(id).toFuture()); // subscribes; cancelling the body cancels the subscription
            Cart cart = await(client.cart(user.id()).toFuture());
            return user.name() + " pays " + cart.total();
        }
        // end::chain-after[]

        // tag::zip-after[]
        String bill(long id) {
            return TaskGroup.run(group -> {
                Task<User> user = group.createTask(() -> await(client.user(id).toFuture()));
                Task<Cart> cart = group.createTask(() -> await(client.cart(id).toFuture()));
                return user.await().name() + " pays " + cart.await().total();
            });
        }
        // end::zip-after[]

        // tag::empty-after[]
        User userOrGuest(long id) {
            try {
                User user = timeout(ofMillis(100), () -> await(client.user(id).toFuture()));
                return user == null ? GUEST : user; // an empty Mono is null
            } catch (NoSuchElementException e) {
                return GUEST;
            }
        }
        // end::empty-after[]

        // tag::retry-after[]
        User retried(long id) {
            try {
                return await(client.user(id).toFuture());
            } catch (NoSuchElementException e) {
                sleep(ofMillis(10));
                return await(client.user(id).toFuture());
            }
        }
        // end::retry-after[]

        // tag::many-after[]
        List<User> users(List<Long> ids) {
            AsyncSemaphore two = new AsyncSemaphore(2);
            return TaskGroup.run(group -> {
                List<Task<User>> users = ids.stream()
                        .map(id -> group.createTask(() -> user(id, two)))
                        .toList();
                return users.stream().map(Task::await).toList();
            });
        }

        private User user(long id, AsyncSemaphore limit) {
            try (AsyncSemaphore.Permit permit = limit.acquire()) {
                return await(client.user(id).toFuture());
            }
        }
        // end::many-after[]

        // tag::blocking-after[]
        String contents(Path file) throws IOException {
            return toThread(() -> Files.readString(file));
        }
        // end::blocking-after[]

        // tag::context-after[]
        String traced() {
            return REQUEST.where("r-1", () -> "page of " + REQUEST.get());
        }
        // end::context-after[]

        // tag::flux-after[]
        int debts() {
            int[] sum = {0};
            Flow<User> users = Flows.fromPublisher(JdkFlowAdapter.publisherToFlowPublisher(client.users()));
            Flows.collect(
                    users,
                    user -> { // one at a time: the next is asked for when this one is done
                        if (user.id() > 1) {
                            sum[0] += await(client.cart(user.id()).toFuture()).total();
                        }
                    });
            return sum[0];
        }
        // end::flux-after[]
    }

    private final Client client = new Client();
    private final Before before = new Before(client);
    private final After after = new After(client);
    private final EventLoop loop = EventLoop.start("recipes");

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void flatMapIsOneLineAfterTheOther() {
        assertThat(loop.<String, RuntimeException>run(() -> after.greeting(7)))
                .isEqualTo(before.greeting(7).block())
                .isEqualTo("User 7 pays 70");
    }

    @Test
    void zipIsAGroup() {
        assertThat(loop.<String, RuntimeException>run(() -> after.bill(7)))
                .isEqualTo(before.bill(7).block())
                .isEqualTo("User 7 pays 70");
    }

    @Test
    void failureOfOneCancelsTheOther() {
        assertThatThrownBy(() -> before.bill(-504).block()).isInstanceOf(NoSuchElementException.class);
        assertThat(client.cancelled).hasValue(1);
        assertThatThrownBy(() -> loop.run(() -> after.bill(-504)))
                .isInstanceOf(ExceptionGroup.class)
                .hasCauseInstanceOf(NoSuchElementException.class);
        assertThat(client.cancelled).hasValue(2);
    }

    @Test
    void failureOfOneOfManyCancelsTheOthers() {
        List<Long> ids = List.of(504L, 404L, 7L);
        assertThatThrownBy(() -> before.users(ids).collectList().block()).isInstanceOf(NoSuchElementException.class);
        assertThat(client.cancelled).hasValue(1);
        assertThatThrownBy(() -> loop.run(() -> after.users(ids)))
                .isInstanceOf(ExceptionGroup.class)
                .hasCauseInstanceOf(NoSuchElementException.class);
        assertThat(client.cancelled).hasValue(2);
    }

    @Test
    void operatorsOnErrorsAreTryAndCatch() {
        assertThat(loop.<User, RuntimeException>run(() -> after.userOrGuest(404)))
                .isEqualTo(before.userOrGuest(404).block())
                .isEqualTo(GUEST);
        assertThatThrownBy(() -> loop.run(() -> after.userOrGuest(504))).isInstanceOf(AsyncTimeoutException.class);
        assertThatThrownBy(() -> before.userOrGuest(504).block())
                .hasCauseInstanceOf(java.util.concurrent.TimeoutException.class);
    }

    @Test
    void retryIsCode() {
        assertThatThrownBy(() -> before.retried(404).block()).hasRootCauseInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> loop.run(() -> after.retried(404))).isInstanceOf(NoSuchElementException.class);
        assertThat(client.asked).hasValue(4);
    }

    @Test
    void concurrencyOfFlatMapIsASemaphore() {
        List<Long> ids = List.of(1L, 2L, 3L, 4L);
        assertThat(loop.<List<User>, RuntimeException>run(() -> after.users(ids)))
                .isEqualTo(before.users(ids).collectList().block());
        assertThat(client.mostRunning).hasValue(2);
    }

    @Test
    void boundedElasticIsToThread() {
        Path file = Path.of("no-such-file");
        assertThatThrownBy(() -> before.contents(file).block()).hasCauseInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> loop.run(() -> after.contents(file))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void contextIsAVariable() {
        assertThat(loop.<String, RuntimeException>run(() -> after.traced()))
                .isEqualTo(before.traced().block());
    }

    @Test
    void fluxIsAFlow() {
        assertThat(loop.<Integer, RuntimeException>run(() -> after.debts()))
                .isEqualTo(before.debts().block())
                .isEqualTo(50);
    }

    // tag::expose[]
    Mono<String> greeting(long id) { // for callers that want a Mono: each subscription runs it
        return Mono.fromFuture(() -> loop.future(() -> after.greeting(id)));
    }

    Flux<User> users() { // for callers that want a Flux
        Flow<User> users = Flows.generate(emitter -> {
            for (long id = 1; id <= 3; id++) {
                emitter.emit(await(client.user(id).toFuture())); // as fast as the subscriber asks
            }
        });
        return JdkFlowAdapter.flowPublisherToFlux(Flows.toPublisher(users));
    }
    // end::expose[]

    @Test
    void bodiesAsMonoAndFlux() {
        assertThat(greeting(7).block()).isEqualTo("User 7 pays 70");
        assertThat(users().map(User::name).collectList().block()).containsExactly("User 1", "User 2", "User 3");
    }

    @Test
    void rxJava() {
        Single<String> name = Single.just("Ada");
        Maybe<String> nobody = Maybe.empty();
        Flowable<Integer> numbers = Flowable.range(1, 3);
        loop.run(() -> {
            // tag::rxjava[]
            String first = await(name.toCompletionStage());
            String none = await(nobody.toCompletionStage("nobody"));
            List<Integer> all = new ArrayList<>();
            Flow<Integer> flow = Flows.fromPublisher(FlowAdapters.toFlowPublisher(numbers));
            Flows.collect(flow, number -> all.add(number));
            // end::rxjava[]
            assertThat(List.of(first, none)).containsExactly("Ada", "nobody");
            assertThat(all).containsExactly(1, 2, 3);
        });
    }

    // tag::rxjava-expose[]
    Single<String> single(long id) {
        return Single.defer(() -> Single.fromCompletionStage(loop.future(() -> after.greeting(id))));
    }
    // end::rxjava-expose[]

    @Test
    void bodyAsSingle() {
        assertThat(single(7).blockingGet()).isEqualTo("User 7 pays 70");
    }

    @Test
    void blockingAReactorThreadIsRefused() {
        Throwable thrown = catchThrowable(() -> Mono.fromCallable(() -> Mistakes.blockOnReactor(loop))
                .subscribeOn(Schedulers.newParallel("parallel", 1))
                .block(ofSeconds(10)));
        Shown.as("reactor-block.txt", thrown);
    }

    @Test
    void waitInAnOperatorIsRefused() {
        Shown.as("reactor-operator.txt", catchThrowable(() -> Mistakes.waitInAnOperator(client.user(1))));
    }
}
