package suspension.benchmarks;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import suspension.Async;
import suspension.facade.SuspendFacade;

/**
 * A call through a facade beside the same call by {@code await(c -> ...)}: of a plain function, with a value class, with
 * defaults, and with a duration. Where javac cannot name the function, the lambda calls one that takes the bare value. The
 * aim is that a facade costs no more than 5 ns.
 */
@SuspendFacade(FacadeApi.class)
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(FacadeCallBenchmark.CALLS)
@Fork(3)
@Warmup(iterations = 20, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class FacadeCallBenchmark {

    static final int CALLS = 100_000;

    private final FacadeApi kotlin = new FacadeApiInKotlin();
    private final JavaFacadeApi java = JavaFacadeApi.of(kotlin);
    private final Duration duration = Duration.ofMillis(1500);

    // Each has a loop of its own, so that none is compiled for another's calls.

    @Benchmark
    public long plainByLambda() {
        return Async.run(() -> {
            long sum = 0;
            for (int i = 0; i < CALLS; i++) {
                sum += Async.await(kotlin::count);
            }
            return sum;
        });
    }

    @Benchmark
    public long plainByFacade() {
        return Async.run(() -> {
            long sum = 0;
            for (int i = 0; i < CALLS; i++) {
                sum += java.count();
            }
            return sum;
        });
    }

    @Benchmark
    public long valueClassByLambda() {
        return Async.run(() -> {
            long sum = 0;
            for (int i = 0; i < CALLS; i++) {
                long id = i;
                sum += Async.<Long>await(c -> kotlin.byNumber(id, c));
            }
            return sum;
        });
    }

    @Benchmark
    public long valueClassByFacade() {
        return Async.run(() -> {
            long sum = 0;
            for (int i = 0; i < CALLS; i++) {
                sum += java.byId(i);
            }
            return sum;
        });
    }

    @Benchmark
    public long defaultsByLambda() {
        return Async.run(() -> {
            long sum = 0;
            for (int i = 0; i < CALLS; i++) {
                sum += Async.<Integer>await(c -> kotlin.search("a", 10, false, c));
            }
            return sum;
        });
    }

    @Benchmark
    public long defaultsByFacade() {
        return Async.run(() -> {
            long sum = 0;
            for (int i = 0; i < CALLS; i++) {
                sum += java.search("a");
            }
            return sum;
        });
    }

    @Benchmark
    public long durationByLambda() {
        return Async.run(() -> {
            long sum = 0;
            for (int i = 0; i < CALLS; i++) {
                sum += Async.<Long>await(c -> kotlin.pauseNanos(duration.toNanos(), c));
            }
            return sum;
        });
    }

    @Benchmark
    public long durationByFacade() {
        return Async.run(() -> {
            long sum = 0;
            for (int i = 0; i < CALLS; i++) {
                sum += java.pause(duration);
            }
            return sum;
        });
    }

    /** Runs these benchmarks alone. */
    public static void main(String[] arguments) throws Exception {
        org.openjdk.jmh.Main.main(new String[] {FacadeCallBenchmark.class.getSimpleName()});
    }
}
