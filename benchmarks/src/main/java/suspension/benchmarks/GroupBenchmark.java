package suspension.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import suspension.Async;
import suspension.EventLoopGroup;
import suspension.Task;

/**
 * Tasks that compute, on one loop and on two, and nothing beside them. The aim is that two loops on two cores do 1.8 times
 * what one does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(GroupBenchmark.TASKS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class GroupBenchmark {

    static final int TASKS = 200;

    @Param({"1", "2"})
    public int loops;

    private EventLoopGroup group = EventLoopGroup.builder().size(1).build();

    @Setup
    public void start() {
        group.close();
        group = EventLoopGroup.builder().size(loops).build();
    }

    @TearDown
    public void close() {
        group.close();
    }

    @Benchmark
    public long compute() throws Exception {
        List<Task<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(group.createTask(() -> {
                long primes = primes();
                Async.yieldNow(); // the others' turn
                return primes + primes();
            }));
        }
        long sum = 0;
        for (Task<Long> task : tasks) {
            sum += task.get();
        }
        return sum;
    }

    /** Some 0.3 ms of work. */
    private static long primes() {
        long primes = 0;
        for (int number = 2; number < 12_000; number++) {
            primes += isPrime(number) ? 1 : 0;
        }
        return primes;
    }

    private static boolean isPrime(int number) {
        for (int divisor = 2; divisor * divisor <= number; divisor++) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    /** Runs this benchmark alone. */
    public static void main(String[] arguments) throws Exception {
        org.openjdk.jmh.Main.main(new String[] {GroupBenchmark.class.getSimpleName()});
    }
}
