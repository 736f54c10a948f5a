package suspension.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kotlinx.coroutines.CompletableJob;
import kotlinx.coroutines.channels.ReceiveChannel;
import org.jspecify.annotations.Nullable;
import suspension.Awaitable;
import suspension.bridge.flow.ChannelCalls;
import suspension.bridge.loop.Durations;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.Handle;
import suspension.internal.Callers;

/**
 * A wait for the first of several channels that has an element, or for a time to pass. {@link Channels#select()} makes
 * it; add its clauses, then await it, once or more. Only one thread may use it at a time. Mirrors kotlinx's {@code
 * select}.
 *
 * <pre>{@code
 * String what = Channels.<String>select()
 *         .onReceive(orders, order -> "order " + order)
 *         .onReceive(returns, item -> "return " + item)
 *         .onTimeout(ofSeconds(1), () -> "nothing")
 *         .await();
 * }</pre>
 *
 * @param <R> what the chosen clause gives
 */
public final class Select<R extends @Nullable Object> implements Awaitable<R, RuntimeException> {

    /**
     * Handles an element.
     *
     * @param <T> the type of the element
     * @param <R> the type of the result
     */
    @FunctionalInterface
    public interface Clause<T extends @Nullable Object, R extends @Nullable Object> {

        /**
         * Handles the element in the body that awaits the select. May suspend.
         *
         * @param element the element
         * @return the result of the select
         */
        R apply(T element);
    }

    private final List<ReceiveChannel<?>> channels = new ArrayList<>();
    private final List<Clause<?, ? extends R>> clauses = new ArrayList<>();
    private @Nullable Duration timeout;
    private @Nullable Clause<?, ? extends R> late;

    Select() {}

    /**
     * Adds a channel. If several channels have an element, the channel that was added first is chosen.
     *
     * @param <T> the type of its elements
     * @param channel the channel
     * @param clause handles the element
     * @return this
     */
    public <T extends @Nullable Object> Select<R> onReceive(
            ReceiveChannel<? extends T> channel, Clause<? super T, ? extends R> clause) {
        channels.add(Objects.requireNonNull(channel, "channel"));
        clauses.add(Objects.requireNonNull(clause, "clause"));
        return this;
    }

    /**
     * Limits the wait. A later limit replaces an earlier one.
     *
     * @param limit how long to wait for an element
     * @param action runs in the body that awaits the select when the limit has passed
     * @return this
     */
    public Select<R> onTimeout(Duration limit, Awaitable<? extends R, RuntimeException> action) {
        Objects.requireNonNull(action, "action");
        timeout = Objects.requireNonNull(limit, "limit");
        late = element -> action.await();
        return this;
    }

    /**
     * Suspends until a channel has an element or the limit has passed, then runs the clause for it. The other channels
     * keep their elements.
     *
     * @return what the clause returns
     * @throws kotlinx.coroutines.channels.ClosedReceiveChannelException if the first channel to be ready is closed and
     *     empty, or its cause if it has one
     * @throws IllegalStateException outside a body, or without any clause
     */
    @Override
    public R await() {
        BodyTask<?> body = Callers.body("Select.await()");
        if (channels.isEmpty() && timeout == null) {
            throw new IllegalStateException("A select without clauses would wait for ever; add onReceive or onTimeout");
        }
        ChannelCalls.Received<?> received = first(body);
        int index = received.getIndex();
        return run(
                index == ChannelCalls.TIMER ? Objects.requireNonNull(late) : clauses.get(index), received.getValue());
    }

    private ChannelCalls.Received<?> first(BodyTask<?> body) {
        if (timeout == null) {
            return received(null);
        }
        CompletableJob job = ChannelCalls.timer();
        Handle timer = body.host().after(Durations.toNanos(timeout), job::complete);
        try {
            return received(job);
        } finally {
            timer.cancel();
            job.complete();
        }
    }

    private ChannelCalls.Received<?> received(@Nullable CompletableJob timer) {
        return KotlinCalls.<ChannelCalls.Received<?>>exactly(
                "Select.await()", c -> ChannelCalls.INSTANCE.select(channels, timer, c));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the clause was added with this channel
    private static <T extends @Nullable Object, R extends @Nullable Object> R run(
            Clause<?, ? extends R> clause, @Nullable Object element) {
        return ((Clause<T, ? extends R>) clause).apply((T) element);
    }
}
