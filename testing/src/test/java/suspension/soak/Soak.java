package suspension.soak;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.logging.LogManager;

/** The long run: {@code testing/soak --minutes 60 --seed 1}. Ends with 1 if anything was wrong. */
final class Soak {

    /** How long it plays between two samples. */
    private static final Duration PERIOD = Duration.ofSeconds(15);

    /** After this time a scene is stuck, however slow the machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private double minutes = 60;
    private long seed = System.nanoTime() & 0xFFFFFFFFL;

    private Soak() {}

    public static void main(String[] arguments) throws InterruptedException {
        LogManager.getLogManager().reset(); // scenes fail on purpose
        Soak soak = new Soak();
        soak.read(arguments);
        System.exit(soak.run() ? 0 : 1); // threads of what is stuck may be left
    }

    private void read(String[] arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            String value = i + 1 < arguments.length ? arguments[i + 1] : "";
            switch (arguments[i]) {
                case "--minutes" -> minutes = Double.parseDouble(value);
                case "--seed" -> seed = Long.parseLong(value);
                default ->
                    throw new IllegalArgumentException("Unknown: " + arguments[i] + "; there are --minutes and --seed");
            }
        }
    }

    private boolean run() throws InterruptedException {
        System.out.println(String.format(
                Locale.ROOT,
                "JDK %s, %d processors, %.1f minutes, --seed %d",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                minutes,
                seed));
        SoakRun run = new SoakRun(Repertoire.all(), seed, PERIOD, PATIENCE, System.out::println);
        List<String> findings = run.run(Duration.ofMillis((long) (minutes * 60_000)));
        System.out.println(run.tally());
        int samples = run.samples().size();
        System.out.println(samples + " samples" + (samples < Trend.LEAST ? ", too few to judge" : ""));
        findings.forEach(System.out::println);
        System.out.println(findings.isEmpty() ? "Nothing was wrong." : findings.size() + " findings");
        return findings.isEmpty();
    }
}
