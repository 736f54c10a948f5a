package suspension.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One round of one entrant at one workload: a process of its own, whose runs give a figure each. */
record Measurement(Host host, Entrant entrant, Workload workload, int size, Settings.Timing timing) {

    private static final Path SCRIPT = Path.of(System.getProperty("benchmarks.script", "asyncio_bench.py"));
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** A young generation of a fixed size: else it differs by process how often the suspended tasks are copied. */
    private static final String[] HEAP = {"-Xms4g", "-Xmx4g", "-Xmn2g"};

    List<Double> figures() throws Exception {
        return TimeLimit.within(LIMIT, entrant.isPython() ? this::pythonFigures : this::jmhFigures);
    }

    private List<Double> jmhFigures() throws RunnerException {
        Options options = new OptionsBuilder()
                .include(WorkloadBenchmark.class.getName())
                .param("entrant", entrant.name())
                .param("workload", workload.name())
                .param("size", Integer.toString(size))
                .param("warmUpMillis", Integer.toString(timing.warmUpMillis()))
                .jvm(host.java(entrant))
                .jvmArgsPrepend(HEAP)
                .jvmArgs(HttpTarget.option())
                .jvmArgsAppend(host.options(entrant).toArray(String[]::new))
                .warmupTime(TimeValue.milliseconds(timing.warmUpMillis()))
                .measurementIterations(timing.runs())
                .measurementTime(TimeValue.milliseconds(timing.runMillis()))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options)
                .run().stream()
                        .map(RunResult::getBenchmarkResults)
                        .flatMap(Collection::stream)
                        .map(BenchmarkResult::getIterationResults)
                        .flatMap(Collection::stream)
                        .map(this::figureOf)
                        .toList();
    }

    private double figureOf(IterationResult result) {
        double bytes =
                Objects.requireNonNull(result.getSecondaryResults().get("held")).getScore();
        return workload.figure(size, result.getPrimaryResult().getScore(), bytes);
    }

    private List<Double> pythonFigures() throws IOException, InterruptedException {
        Command command = new Command(List.of(
                host.pythons().executable(entrant),
                SCRIPT.toString(),
                entrant.implementation,
                workload.name(),
                Integer.toString(size),
                Integer.toString(timing.runs()),
                Integer.toString(timing.runMillis()),
                HttpTarget.url()));
        Command.Outcome outcome = command.run();
        if (outcome.status() != 0) {
            throw new IllegalStateException(outcome.lastLine());
        }
        List<Double> figures = new ArrayList<>();
        for (String line : outcome.text().lines().toList()) {
            String[] words = line.split(" ", 0);
            workload.check(Long.parseLong(words[0]), size);
            figures.add(workload.figure(size, Double.parseDouble(words[1]), Double.parseDouble(words[2])));
        }
        return figures;
    }
}
