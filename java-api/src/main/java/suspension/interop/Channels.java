package suspension.interop;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ReceiveChannel;
import kotlinx.coroutines.channels.SendChannel;
import org.jspecify.annotations.Nullable;
import suspension.bridge.flow.ChannelCalls;

/**
 * Kotlin's channels in Java, without the names that Java cannot write.
 *
 * <p>A cancellation loses no element. A receiver that has been given an element returns it, and a sender whose element
 * has been taken returns; either meets the request at its next suspension. Kotlin drops such an element.
 */
public final class Channels {

    private Channels() {}

    /**
     * Makes a channel.
     *
     * @param <T> the type of the elements
     * @param capacity how many elements it holds without a receiver, 0 or more; with 0, a sender waits for its receiver
     * @return the channel
     * @throws IllegalArgumentException if the capacity is negative
     */
    public static <T extends @Nullable Object> Channel<T> create(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException("A channel cannot hold " + capacity + " elements; give 0 or more");
        }
        return ChannelCalls.create(capacity);
    }

    /**
     * Sends an element. Suspends while the channel is full. Mirrors {@code channel.send}.
     *
     * @param <T> the type of the elements
     * @param channel the channel
     * @param element the element
     * @throws kotlinx.coroutines.channels.ClosedSendChannelException if it is closed, or its cause if it has one
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object> void send(SendChannel<? super T> channel, T element) {
        Objects.requireNonNull(channel, "channel");
        KotlinCalls.<@Nullable Object>exactly("Channels.send()", c -> channel.send(element, c));
    }

    /**
     * Receives an element. Suspends while there is none. Mirrors {@code channel.receive}.
     *
     * @param <T> the type of the elements
     * @param channel the channel
     * @return the element
     * @throws kotlinx.coroutines.channels.ClosedReceiveChannelException if the channel is closed and empty, now or
     *     while the body waits, or its cause if it has one
     * @throws IllegalStateException outside a body
     */
    public static <T extends @Nullable Object> T receive(ReceiveChannel<? extends T> channel) {
        ChannelCalls.Received<T> received = next("Channels.receive()", channel);
        if (received == null) {
            throw ChannelCalls.closedForReceive();
        }
        return received.getValue();
    }

    private static <T extends @Nullable Object> ChannelCalls.@Nullable Received<T> next(
            String operation, ReceiveChannel<? extends T> channel) {
        Objects.requireNonNull(channel, "channel");
        return KotlinCalls.<ChannelCalls.@Nullable Received<T>>exactly(
                operation, c -> ChannelCalls.INSTANCE.receiveNext(Channels.<T>cast(channel), c));
    }

    @SuppressWarnings("unchecked") // a receive channel only gives elements
    private static <T extends @Nullable Object> ReceiveChannel<T> cast(ReceiveChannel<? extends T> channel) {
        return (ReceiveChannel<T>) channel;
    }

    /**
     * Sends an element if the channel takes it at once. Neither suspends nor blocks; any thread. Mirrors {@code
     * channel.trySend}.
     *
     * @param <T> the type of the elements
     * @param channel the channel
     * @param element the element
     * @return false if the channel is full
     * @throws kotlinx.coroutines.channels.ClosedSendChannelException if it is closed, or its cause if it has one
     */
    public static <T extends @Nullable Object> boolean trySend(SendChannel<? super T> channel, T element) {
        try {
            return ChannelCalls.trySend(Objects.requireNonNull(channel, "channel"), element);
        } catch (Exception e) {
            throw KotlinCalls.thrown(e);
        }
    }

    /**
     * Receives an element if there is one. Neither suspends nor blocks; any thread. Mirrors {@code channel.tryReceive}.
     *
     * @param <T> the type of the elements
     * @param channel the channel
     * @return the element; empty if there is none, or if it is null
     * @throws kotlinx.coroutines.channels.ClosedReceiveChannelException if the channel is closed and empty, or its
     *     cause if it has one
     */
    public static <T> Optional<T> tryReceive(ReceiveChannel<? extends T> channel) {
        try {
            ChannelCalls.Received<T> received =
                    ChannelCalls.tryReceive(Channels.<T>cast(Objects.requireNonNull(channel, "channel")));
            return received == null ? Optional.empty() : Optional.ofNullable(received.getValue());
        } catch (Exception e) {
            throw KotlinCalls.thrown(e);
        }
    }

    /**
     * Returns the elements of a channel until it is closed, for a for-each loop in a body. {@code hasNext()} suspends.
     * A loop that ends early leaves the other elements in the channel. Mirrors {@code for (element in channel)}.
     *
     * @param <T> the type of the elements
     * @param channel the channel
     * @return the elements; {@code hasNext()} throws the channel's cause if it was closed with one
     */
    public static <T extends @Nullable Object> Iterable<T> iterate(ReceiveChannel<? extends T> channel) {
        Objects.requireNonNull(channel, "channel");
        return () -> new Elements<>(channel);
    }

    private static final class Elements<T extends @Nullable Object> implements Iterator<T> {

        private final ReceiveChannel<? extends T> channel;
        private ChannelCalls.@Nullable Received<T> next;
        private boolean ended;

        Elements(ReceiveChannel<? extends T> channel) {
            this.channel = channel;
        }

        @Override
        public boolean hasNext() {
            if (next == null && !ended) {
                next = Channels.<T>next("Iterating over a channel", channel);
                ended = next == null;
            }
            return next != null;
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The channel was closed; ask hasNext() first");
            }
            T value = Objects.requireNonNull(next).getValue();
            next = null;
            return value;
        }
    }

    /**
     * Closes a channel. It takes no more elements; the elements that it holds can still be received. Neither suspends
     * nor blocks; any thread. Mirrors {@code channel.close}.
     *
     * @param channel the channel
     * @return false if it was closed before
     */
    public static boolean close(SendChannel<?> channel) {
        return channel.close(null);
    }

    /**
     * As {@link #close(SendChannel)}, with an exception that later sends throw, and receives once the channel is empty.
     *
     * @param channel the channel
     * @param cause the exception
     * @return false if it was closed before
     */
    public static boolean close(SendChannel<?> channel, Throwable cause) {
        return channel.close(Objects.requireNonNull(cause, "cause"));
    }

    /**
     * Makes a select, which waits on several channels at once.
     *
     * @param <R> what the chosen clause gives
     * @return a select without clauses
     */
    public static <R extends @Nullable Object> Select<R> select() {
        return new Select<>();
    }
}
