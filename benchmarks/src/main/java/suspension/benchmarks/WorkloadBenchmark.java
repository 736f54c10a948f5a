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

/** One workload done once by one entrant, in a JVM that has done nothing else. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
public class WorkloadBenchmark {

    @Param("SUSPENSION")
    public Entrant entrant = Entrant.SUSPENSION;

    @Param("START_AND_COLLECT")
    public Workload workload = Workload.START_AND_COLLECT;

    @Param("1000")
    public int size;

    private Contender contender = new SuspensionContender();

    @Setup
    public void makeContender() {
        contender = entrant.contender();
    }

    /** Nothing of the run before is to be collected in this one. */
    @Setup(Level.Iteration)
    public void collectGarbage() {
        HeldHeap.begin();
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
