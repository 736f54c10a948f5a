package suspension.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The same work with and without a recording of the library's events. The aim is that a recording costs no more than 5 % on
 * HTTP, and 100 ns a slice; {@code LONE_YIELDS} is nothing but slices.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class RecordingBenchmark {

    private static final int SIZE = 1_000;

    /** The settings of the recording; "off" for none. */
    @Param({"off", "suspension.jfc", "suspension-stacks.jfc"})
    public String recording = "off";

    @Param({"LONE_YIELDS", "TURNS", "START_AND_COLLECT", "QUEUE", "HTTP"})
    public Workload workload = Workload.LONE_YIELDS;

    private final Contender contender = new SuspensionContender();

    private Recording running = new Recording();

    @Setup
    public void record() throws Exception {
        if (recording.equals("off")) {
            return;
        }
        try (Reader settings = new InputStreamReader(
                Objects.requireNonNull(RecordingBenchmark.class.getResourceAsStream("/" + recording)), UTF_8)) {
            running = new Recording(Configuration.create(settings));
        }
        running.setMaxSize(50_000_000);
        running.start();
    }

    @TearDown
    public void stop() {
        running.close();
    }

    /** {@value #SIZE} operations of the work. */
    @Benchmark
    public void run() {
        workload.run(contender, SIZE);
    }

    /** Runs these benchmarks alone: all, or those of the workloads that are named. */
    public static void main(String[] arguments) throws Exception {
        HttpTarget server = HttpTarget.start();
        try {
            OptionsBuilder options = new OptionsBuilder();
            options.include(RecordingBenchmark.class.getSimpleName()).jvmArgsAppend(HttpTarget.option());
            options.timeout(TimeValue.minutes(5));
            if (arguments.length > 0 && !arguments[0].equals("short")) {
                options.param("workload", arguments);
            }
            new Runner(options.build()).run();
        } finally {
            server.close();
        }
    }
}
