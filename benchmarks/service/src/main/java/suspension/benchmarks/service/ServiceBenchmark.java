package suspension.benchmarks.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Starts the service in a JVM of its own, once for each way that needs other settings, and asks each endpoint by turns.
 * Prints requests per second, latencies and the service's processor time for each request: medians of the rounds. Each
 * way is asked long enough before: as long as the JVM's compilers are at it, they take as much of the processor as it does.
 *
 * <p>Arguments: {@code --warmup=20 --seconds=5 --rounds=3 --customers=256}.
 */
public final class ServiceBenchmark {

    /** The settings of one service, and what is asked of it. */
    private record Setup(String name, List<String> settings, Map<String, String> endpoints) {}

    private record Figures(double perSecond, double p50, double p99, double microsOfProcessor, int others) {}

    private static final Map<String, String> SUSPENDING = endpoints(
            "Suspension, `@SuspendController`", "/body",
            "Spring's Kotlin `suspend` controller", "/suspend",
            "Kotlin `future {}`", "/future",
            "Kotlin `mono {}`", "/mono");

    private final int rounds;
    private final Duration time;
    private final Duration warmUp;
    private final int customers;

    private ServiceBenchmark(Map<String, String> arguments) {
        rounds = Integer.parseInt(arguments.getOrDefault("rounds", "3"));
        time = Duration.ofSeconds(Integer.parseInt(arguments.getOrDefault("seconds", "5")));
        warmUp = Duration.ofSeconds(Integer.parseInt(arguments.getOrDefault("warmup", "20")));
        customers = Integer.parseInt(arguments.getOrDefault("customers", "256"));
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String arg : args) {
            String[] parts = arg.substring(2).split("=", 2);
            arguments.put(parts[0], parts[1]);
        }
        new ServiceBenchmark(arguments).run();
    }

    private void run() throws Exception {
        System.out.printf(
                "%d customers at once, %d s to warm up each, %d rounds of %d s, JDK %s, %d processors%n%n",
                customers,
                warmUp.toSeconds(),
                rounds,
                time.toSeconds(),
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors());
        System.out.println("Three calls of 50 ms each, combined:\n");
        printHead();
        for (String stack : List.of("servlet", "reactive")) {
            String web = "spring.main.web-application-type=" + stack;
            measure(new Setup(stack, List.of(web), SUSPENDING), customers);
            if (stack.equals("servlet") && Runtime.version().feature() >= 21) {
                measure(
                        new Setup(
                                stack,
                                List.of(web, "spring.threads.virtual.enabled=true"),
                                endpoints(
                                        "virtual threads and `runBlocking`", "/blocking",
                                        "Suspension, beside virtual threads", "/body")),
                        customers);
            }
        }
        System.out.println("\nA handler that computes, with 4 customers:\n");
        printHead();
        for (int loops : new int[] {1, 2}) {
            measure(
                    new Setup(
                            "reactive",
                            List.of("spring.main.web-application-type=reactive", "suspension.loops=" + loops),
                            endpoints("loops: " + loops, "/compute")),
                    4);
        }
    }

    private static Map<String, String> endpoints(String... namesAndPaths) {
        Map<String, String> endpoints = new LinkedHashMap<>();
        for (int i = 0; i < namesAndPaths.length; i += 2) {
            endpoints.put(namesAndPaths[i], namesAndPaths[i + 1]);
        }
        return endpoints;
    }

    private static void printHead() {
        System.out.println("| stack | way | requests/s | p50 ms | p99 ms | processor µs a request | failed |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|");
    }

    private void measure(Setup setup, int customersOfSetup) throws Exception {
        Process service = start(setup.settings());
        try {
            int port = portOf(service);
            Map<String, List<Figures>> figures = new LinkedHashMap<>();
            for (String path : setup.endpoints().values()) {
                measure(service, port, path, customersOfSetup, warmUp);
            }
            for (int round = 0; round < rounds; round++) {
                setup.endpoints().forEach((name, path) -> figures.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(measure(service, port, path, customersOfSetup, time)));
            }
            figures.forEach((name, all) -> print(setup.name(), name, all));
        } finally {
            service.getOutputStream().close();
            service.waitFor();
        }
    }

    private static Process start(List<String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-classpath",
                System.getProperty("java.class.path"),
                Service.class.getName(),
                "--server.port=0",
                "--logging.level.root=warn",
                "--spring.main.banner-mode=off"));
        settings.forEach(setting -> command.add("--" + setting));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Returns the port that the service prints. What it prints further is few lines, which the pipe holds. */
    private static int portOf(Process service) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring("port ".length()));
            }
        }
        throw new IOException("The service has not started");
    }

    private static Figures measure(Process service, int port, String path, int customersOfSetup, Duration time) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Duration before = processorTime(service);
        Load.Result result = Load.run(client, URI.create("http://localhost:" + port + path), customersOfSetup, time);
        double micros = processorTime(service).minus(before).toNanos() / 1e3 / result.requests();
        return new Figures(result.perSecond(), result.millisAt(0.5), result.millisAt(0.99), micros, result.others());
    }

    private static Duration processorTime(Process process) {
        return process.info().totalCpuDuration().orElseThrow();
    }

    private static void print(String stack, String name, List<Figures> all) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.0f | %.1f | %.1f | %.0f | %d |%n",
                stack,
                name,
                median(all.stream().map(Figures::perSecond)),
                median(all.stream().map(Figures::p50)),
                median(all.stream().map(Figures::p99)),
                median(all.stream().map(Figures::microsOfProcessor)),
                all.stream().mapToInt(Figures::others).sum());
    }

    private static double median(Stream<Double> values) {
        double[] sorted = values.mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
