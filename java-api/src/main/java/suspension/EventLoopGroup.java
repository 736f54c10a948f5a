package suspension;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import suspension.bridge.loop.Durations;

/**
 * Several event loops, so that a service uses every core: one loop for each processor by default. A task runs on one of
 * them, and stays there with all tasks that it starts. All methods may be called from any thread, unless they say
 * otherwise.
 *
 * <p>Between two suspensions nobody else runs <b>on the same loop</b>. What tasks of different loops share needs the
 * usual care: immutable values, concurrent collections, or a loop of its own to which others send work. The objects of
 * {@code suspension.sync} belong to one loop each, and {@code gather}, {@code wait} and a group take tasks of their own
 * loop only. A body that needs a task of another loop awaits its future:
 * {@code await(other.future(() -> ...))}.
 *
 * <p>asyncio has one loop in a thread, and a process for each core; this is for one process.
 *
 * <pre>{@code
 * try (EventLoopGroup loops = EventLoopGroup.start("orders")) {
 *     CompletableFuture<User> user = loops.future(c -> api.fetchUser(1, c));
 * }
 * }</pre>
 */
public final class EventLoopGroup implements AutoCloseable {

    /** Which loop of a group {@link #next} gives. */
    public enum Choice {

        /** Each loop in its turn. */
        BY_TURNS,

        /** The loop with the fewest tasks that are not done; of several such loops, each in its turn. */
        SHORTEST_QUEUE
    }

    private final List<EventLoop> loops;
    private final Choice choice;

    /** Counts what {@link #next} has given. */
    private final AtomicInteger turn = new AtomicInteger();

    private EventLoopGroup(List<EventLoop> loops, Choice choice) {
        this.loops = loops;
        this.choice = choice;
    }

    // Making groups

    /**
     * Starts a loop for each processor.
     *
     * @return the group, to be closed by the caller
     */
    public static EventLoopGroup start() {
        return builder().build();
    }

    /**
     * Starts a loop for each processor, with names.
     *
     * @param name the loops are called so, with a number
     * @return the group, to be closed by the caller
     */
    public static EventLoopGroup start(String name) {
        return builder().name(name).build();
    }

    /**
     * Returns a builder for a group with settings.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings of a group. A builder is not for several threads at once. */
    public static final class Builder {

        private int size = Runtime.getRuntime().availableProcessors();
        private Choice choice = Choice.BY_TURNS;
        private @Nullable String name;
        private Consumer<? super EventLoop.Builder> settings = loop -> {};

        private Builder() {}

        /**
         * Sets how many loops there are; by default as many as there are processors.
         *
         * @param count 1 or more
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder size(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("A group cannot have " + count + " loops; give 1 or more");
            }
            this.size = count;
            return this;
        }

        /**
         * Names the loops.
         *
         * @param name the loops are called {@code name-1}, {@code name-2} and so on
         * @return this
         */
        public Builder name(String name) {
            this.name = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets which loop {@link EventLoopGroup#next} gives; {@link Choice#BY_TURNS} by default.
         *
         * @param choice how to choose
         * @return this
         */
        public Builder choice(Choice choice) {
            this.choice = Objects.requireNonNull(choice, "choice");
            return this;
        }

        /**
         * Makes settings of each loop. May be called more than once.
         *
         * @param settings is called for each loop; the loop has its name already
         * @return this
         */
        public Builder each(Consumer<? super EventLoop.Builder> settings) {
            Objects.requireNonNull(settings, "settings");
            Consumer<? super EventLoop.Builder> before = this.settings;
            this.settings = loop -> {
                before.accept(loop);
                settings.accept(loop);
            };
            return this;
        }

        /**
         * Creates the loops and starts them.
         *
         * @return the group, to be closed by the caller
         */
        public EventLoopGroup build() {
            List<EventLoop> loops = new ArrayList<>(size);
            try {
                for (int number = 1; number <= size; number++) {
                    EventLoop.Builder loop = EventLoop.builder();
                    if (name != null) {
                        loop.name(name + "-" + number).group(name);
                    }
                    settings.accept(loop);
                    loops.add(loop.build());
                }
            } catch (Throwable e) {
                loops.forEach(loop -> loop.bridge().close()); // does not block
                throw e;
            }
            return new EventLoopGroup(List.copyOf(loops), choice);
        }
    }

    // Choosing

    /**
     * Returns the loops.
     *
     * @return a list that cannot be changed, in the order of their numbers
     */
    public List<EventLoop> loops() {
        return loops;
    }

    /**
     * Returns the loop for the next work. Neither suspends nor blocks. A loop that was closed by itself is passed over,
     * unless all are closed.
     *
     * @return one of the loops
     */
    public EventLoop next() {
        int first = Math.floorMod(turn.getAndIncrement(), loops.size());
        EventLoop best = loops.get(first);
        int least = load(best);
        for (int i = 1; i < loops.size() && least > 0; i++) {
            EventLoop loop = loops.get((first + i) % loops.size());
            int load = load(loop);
            if (load < least) {
                best = loop;
                least = load;
            }
        }
        return best;
    }

    /** Returns how many tasks count against the loop; more than any other has if it takes none. */
    private int load(EventLoop loop) {
        if (loop.bridge().isClosing()) {
            return Integer.MAX_VALUE;
        }
        return choice == Choice.SHORTEST_QUEUE ? loop.bridge().pendingCount() : 0;
    }

    // Running

    /**
     * Runs a body on one of the loops, as {@link EventLoop#run(Awaitable)} does.
     *
     * @param <T> the type of the value
     * @param <X> the checked exception that the body throws
     * @param main the body
     * @return its value
     * @throws X what the body throws, as it is
     */
    public <T extends @Nullable Object, X extends Exception> T run(Awaitable<T, X> main) throws X {
        return next().run(main);
    }

    /**
     * Like {@link #run(Awaitable)}, for a body without a value.
     *
     * @param <X> the checked exception that the body throws
     * @param main the body
     * @throws X what the body throws, as it is
     */
    public <X extends Exception> void run(Action<X> main) throws X {
        next().run(main);
    }

    /**
     * Like {@link #run(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param main calls the function
     * @return its value
     */
    public <T extends @Nullable Object> T run(SuspendCall<T> main) {
        return next().run(main);
    }

    /**
     * Starts a body as a task of one of the loops, as {@link EventLoop#createTask(Awaitable)} does. In a body,
     * {@link Async#createTask} starts it on the body's own loop instead.
     *
     * @param <T> the type of the value
     * @param body what the task runs
     * @return the task
     * @throws IllegalStateException if the group is closed; nothing is started then
     */
    public <T extends @Nullable Object> Task<T> createTask(Awaitable<T, ?> body) {
        return next().createTask(body);
    }

    /**
     * Like {@link #createTask(Awaitable)}, with a name.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param body what the task runs
     * @return the task
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, Awaitable<T, ?> body) {
        return next().createTask(name, body);
    }

    /**
     * Like {@link #createTask(Awaitable)}, for a body without a value.
     *
     * @param body what the task runs
     * @return the task
     */
    public Task<@Nullable Void> createTask(Action<?> body) {
        return next().createTask(body);
    }

    /**
     * Like {@link #createTask(String, Awaitable)}, for a body without a value.
     *
     * @param name the task's name
     * @param body what the task runs
     * @return the task
     */
    public Task<@Nullable Void> createTask(String name, Action<?> body) {
        return next().createTask(name, body);
    }

    /**
     * Like {@link #createTask(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return the task
     */
    public <T extends @Nullable Object> Task<T> createTask(SuspendCall<T> call) {
        return next().createTask(call);
    }

    /**
     * Like {@link #createTask(String, Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param name the task's name
     * @param call calls the function
     * @return the task
     */
    public <T extends @Nullable Object> Task<T> createTask(String name, SuspendCall<T> call) {
        return next().createTask(name, call);
    }

    /**
     * Starts a body on one of the loops, and returns it as a future, as {@link EventLoop#future(Awaitable)} does.
     *
     * @param <T> the type of the value
     * @param body what the task runs
     * @return the future of the task
     * @throws IllegalStateException if the group is closed; nothing is started then
     */
    public <T extends @Nullable Object> CompletableFuture<T> future(Awaitable<T, ?> body) {
        return next().future(body);
    }

    /**
     * Like {@link #future(Awaitable)}, for a body without a value.
     *
     * @param body what the task runs
     * @return the future of the task
     */
    public CompletableFuture<@Nullable Void> future(Action<?> body) {
        return next().future(body);
    }

    /**
     * Like {@link #future(Awaitable)}, for a Kotlin suspend function.
     *
     * @param <T> the type of the value
     * @param call calls the function
     * @return the future of the task
     */
    public <T extends @Nullable Object> CompletableFuture<T> future(SuspendCall<T> call) {
        return next().future(call);
    }

    /** The loops. */
    @Override
    public String toString() {
        return "EventLoopGroup" + loops;
    }

    // Closing

    /**
     * Closes all loops at once, as {@link EventLoop#close()} does, and waits until all have closed. While it waits, there
     * is a warning for each loop that is stuck.
     *
     * @throws IllegalStateException on a thread of one of the loops, also in a call of {@code toThread}, or on a thread
     *     of a reactive framework that must not block; none is closed then
     */
    @Override
    public void close() {
        beginClose("close()", Long.MAX_VALUE);
        EventLoop.awaitClosed(loops);
    }

    /**
     * Like {@link #close()}, but blocks for at most the given time, which is for all loops together. Loops that have not
     * closed by then log what is stuck, as {@link EventLoop#close(Duration)} does, and go on closing by themselves.
     *
     * @param grace how long to wait; zero or negative for not at all
     * @return whether all loops have closed
     * @throws IllegalStateException on a thread of one of the loops, or on a thread of a reactive framework that must not
     *     block, unless the time is zero; none is closed then
     */
    public boolean close(Duration grace) {
        Objects.requireNonNull(grace, "grace");
        long nanos = Math.max(0, Math.min(Durations.toNanos(grace), Long.MAX_VALUE / 2));
        beginClose("close(Duration)", nanos);
        return EventLoop.awaitClosed(loops, nanos, grace);
    }

    private void beginClose(String operation, long nanos) {
        loops.forEach(loop -> loop.ensureMayClose(operation, nanos));
        loops.forEach(loop -> loop.bridge().close());
    }
}
