package suspension.spring;

import java.util.Objects;
import kotlinx.coroutines.reactor.MonoKt;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import suspension.Async;
import suspension.Task;

/** Reactor's types in bodies, for the clients and repositories of Spring that speak it. */
public final class Reactive {

    private Reactive() {}

    /**
     * Subscribes, and returns the first value. Suspends the calling body until it is there. The subscription sees what
     * Reactor's context held where the body was started, transactions for example, and what the body has now: its
     * observation, its security context and the like. Cancelling the body
     * cancels the subscription. Mirrors kotlinx's {@code awaitSingleOrNull} and {@code awaitFirstOrNull}.
     *
     * <pre>{@code
     * User user = await(client.get().uri("/users/1").retrieve().bodyToMono(User.class));
     * }</pre>
     *
     * @param <T> the type of the value
     * @param publisher a {@code Mono}; of another publisher, the first value counts, and the rest is cancelled
     * @return the value; null if there is none
     * @throws java.util.concurrent.CompletionException around a checked exception; unchecked ones and errors are thrown
     *     as they are
     * @throws IllegalStateException outside a body
     */
    public static <T> @Nullable T await(Publisher<T> publisher) {
        Objects.requireNonNull(publisher, "publisher");
        return Async.<@Nullable T>await(c -> MonoKt.awaitSingleOrNull(Mono.from(publisher), c));
    }

    /**
     * Returns what tells a task's outcome. Cancelling the subscription cancels the task.
     *
     * @param <T> the type of the value
     * @param task the task
     * @return a {@code Mono} of its value, empty for null; it fails with what the task failed with, or with a
     *     {@link java.util.concurrent.CancellationException}
     */
    public static <T> Mono<T> mono(Task<T> task) {
        return ReactiveAdapters.toMono(Objects.requireNonNull(task, "task"));
    }
}
