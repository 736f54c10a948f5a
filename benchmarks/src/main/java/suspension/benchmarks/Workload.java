package suspension.benchmarks;

import java.time.Duration;
import java.util.function.IntToLongFunction;

/** A piece of work that every contender does, how much of it, and what must come out. */
public enum Workload {
    START_AND_COLLECT("start and collect tasks that never suspend", Unit.MICROS, 100_000, Contender::startAndCollect),
    RESUME_ALL("start, suspend on one event, resume and collect", Unit.MICROS, 100_000, Contender::resumeAll),
    SLEEPERS("sleep one second, all at once", Unit.MILLIS_OVER_A_SECOND, 100_000, Workload::sleepOneSecond),
    LONE_YIELDS("one task yielding", Unit.MICROS, 1_000_000, Contender::loneYields),
    TURNS("two tasks taking turns", Unit.MICROS, 100_000, Contender::turns),
    CHAIN("a chain of tasks, each awaiting the one before", Unit.MICROS, 10_000, Contender::chain),
    AWAIT_READY("await a function that returns at once", Unit.MICROS, 1_000_000, Contender::awaitReady),
    AWAIT_SUSPENDING("await a function that suspends once", Unit.MICROS, 200_000, Contender::awaitSuspending),
    QUEUE("a producer and a consumer through a queue", Unit.MICROS, 200_000, Contender::queue),
    GATHER("gather", Unit.MICROS, 100_000, Workload::gatherRepeatedly),
    CANCEL_ALL("cancel suspended tasks", Unit.MICROS, 100_000, Contender::cancelAll),
    EMPTY_RUN("an empty run", Unit.MICROS, 1_000, Contender::emptyRuns),
    MEMORY("heap held per suspended task", Unit.BYTES, 50_000, Workload::holdMeasured),
    TIMERS("set and cancel a timer", Unit.MICROS, 1_000_000, Contender::timers),
    HTTP("requests to a loopback server, all at once", Unit.MICROS, 1_000, Workload::requests);

    /** What is measured, of one operation. */
    enum Unit {
        MICROS("µs per operation"),
        MILLIS_OVER_A_SECOND("ms more than the second"),
        BYTES("bytes per task");

        final String text;

        Unit(String text) {
            this.text = text;
        }
    }

    @FunctionalInterface
    interface Work {
        long run(Contender contender, int size);
    }

    final String title;
    final Unit unit;
    final int size;

    @SuppressWarnings("ImmutableEnumChecker") // only method references
    private final Work work;

    Workload(String title, Unit unit, int size, Work work) {
        this.title = title;
        this.unit = unit;
        this.size = size;
        this.work = work;
    }

    /** Does the work once, and checks what came out. */
    void run(Contender contender, int n) {
        check(work.run(contender, n), n);
    }

    void check(long result, int n) {
        long expected = expected().applyAsLong(n);
        if (result != expected) {
            throw new IllegalStateException(
                    "Other work was done: " + this + " of " + n + " gave " + result + ", not " + expected);
        }
    }

    /** What comes out, as a function of the size. */
    private IntToLongFunction expected() {
        return switch (this) {
            case LONE_YIELDS, CHAIN, CANCEL_ALL, EMPTY_RUN, TIMERS -> n -> n;
            case TURNS -> n -> 2L * n - 1;
            case GATHER -> n -> gathers(n) * Contender.sum(n);
            case HTTP -> n -> (long) n * HttpTarget.LENGTH;
            default -> Contender::sum;
        };
    }

    /** Whether it goes from one suspended task to another, which costs a switch where each has a thread of its own. */
    boolean switches() {
        return suspendsAll() || this == TURNS || this == AWAIT_SUSPENDING || this == QUEUE || this == HTTP;
    }

    /** Whether as many tasks as it is of are suspended at once. */
    boolean suspendsAll() {
        return switch (this) {
            case RESUME_ALL, SLEEPERS, CHAIN, CANCEL_ALL, MEMORY -> true;
            default -> false;
        };
    }

    /** What to do again and again until it is compiled: the same without collections of garbage in it. */
    Workload rehearsedBy() {
        return this == MEMORY ? RESUME_ALL : this;
    }

    /** The figure of a run that took so long, or while which so many bytes were held. */
    double figure(int n, double micros, double bytes) {
        return switch (unit) {
            case MICROS -> micros / operations(n);
            case MILLIS_OVER_A_SECOND -> (micros - 1e6) / 1e3;
            case BYTES -> bytes / n;
        };
    }

    private int operations(int n) {
        return switch (this) {
            case TURNS -> 2 * n;
            case GATHER -> gathers(n) * n;
            default -> n;
        };
    }

    private static int gathers(int n) {
        return Math.max(1, Contender.GATHERED / n);
    }

    private static long gatherRepeatedly(Contender contender, int n) {
        return contender.gather(n, gathers(n));
    }

    private static long sleepOneSecond(Contender contender, int n) {
        return contender.sleepers(n, Duration.ofSeconds(1));
    }

    private static long holdMeasured(Contender contender, int n) {
        HeldHeap.begin();
        return contender.hold(n, HeldHeap::measure);
    }

    private static long requests(Contender contender, int n) {
        return contender.http(n, HttpTarget.url());
    }
}
