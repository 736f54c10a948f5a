package suspension.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One round of one entrant at one workload: a process of its own, whose runs give a figure each. */
record Measurement(Host host, Entrant entrant, Workload workload, int size, int warmups, int runs) {

    private static final Path SCRIPT = Path.of(System.getProperty("benchmarks.script", "asyncio_bench.py"));

    List<Double> figures() throws RunnerException {
        return entrant.isPython() ? pythonFigures() : jmhFigures();
    }

    private List<Double> jmhFigures() throws RunnerException {
        Options options = new OptionsBuilder()
                .include(WorkloadBenchmark.class.getName())
                .param("entrant", entrant.name())
                .param("workload", workload.name())
                .param("size", Integer.toString(size))
                .jvm(host.java(entrant))
                .jvmArgs("-Xms2g", "-Xmx4g", HttpTarget.option())
                .jvmArgsAppend(host.options(entrant).toArray(String[]::new))
                .warmupIterations(warmups)
                .measurementIterations(runs)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        List<Double> figures = new ArrayList<>();
        for (RunResult run : new Runner(options).run()) {
            for (BenchmarkResult fork : run.getBenchmarkResults()) {
                fork.getIterationResults().forEach(result -> figures.add(figureOf(result)));
            }
        }
        return figures;
    }

    private double figureOf(IterationResult result) {
        double bytes =
                Objects.requireNonNull(result.getSecondaryResults().get("held")).getScore();
        return workload.figure(size, result.getPrimaryResult().getScore(), bytes);
    }

    /** One run to warm up, for there is no compiler to wait for. */
    private List<Double> pythonFigures() {
        List<String> command = List.of(
                host.pythons().executable(entrant),
                SCRIPT.toString(),
                entrant.implementation,
                workload.name(),
                Integer.toString(size),
                Integer.toString(Math.min(warmups, 1)),
                Integer.toString(runs),
                HttpTarget.url());
        String output = Host.output(command);
        List<Double> figures = new ArrayList<>();
        for (String line : output.lines().toList()) {
            String[] words = line.split(" ", 0);
            if (words.length != 3) {
                throw new IllegalStateException(command + " failed:\n" + output);
            }
            workload.check(Long.parseLong(words[0]), size);
            figures.add(workload.figure(size, Double.parseDouble(words[1]), Double.parseDouble(words[2])));
        }
        return figures;
    }
}
