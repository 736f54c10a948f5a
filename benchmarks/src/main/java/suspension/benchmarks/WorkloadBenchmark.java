package suspension.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One workload done by one entrant, in a JVM that has done nothing else. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class WorkloadBenchmark {

    /** How much is done at once to warm up. */
    private static final int SLICE = 10_000;

    @Param("SUSPENSION")
    public Entrant entrant = Entrant.SUSPENSION;

    @Param("START_AND_COLLECT")
    public Workload workload = Workload.START_AND_COLLECT;

    @Param("1000")
    public int size;

    @Param("1000")
    public int warmUpMillis;

    private Contender contender = new SuspensionContender();

    @Setup
    public void begin() {
        contender = entrant.contender();
        warmUp();
    }

    /**
     * Does small pieces of the work until the compilers have seen it: a large one that is interpreted takes many times as
     * long, for a virtual thread suspends slowly in frames that are not compiled.
     */
    private void warmUp() {
        Workload rehearsed = workload.rehearsedBy();
        long start = System.nanoTime();
        do {
            rehearsed.run(contender, Math.min(size, SLICE));
        } while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(warmUpMillis));
    }

    /** Nothing of the run before is to be collected in this one. */
    @Setup(Level.Iteration)
    public void collectGarbage() {
        System.gc();
    }

    @Benchmark
    public void run(Heap heap) {
        workload.run(contender, size);
        heap.held = HeldHeap.held();
    }

    /** What JMH reports beside the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Heap {
        public long held;
    }
}
