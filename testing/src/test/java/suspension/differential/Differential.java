package suspension.differential;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.LogManager;

/**
 * The long run: {@code testing/differential --programs 1000000 --seed 1}. Prints each kind of difference once, with the
 * smallest program that shows it; ends with 1 if there was one. {@code --program '[[1,"sleep",0]]'} runs one program
 * instead.
 */
final class Differential {

    private static final int BATCH = 500;

    private int programs = 10_000;
    private long seed = System.nanoTime() & 0xFFFFFFFFL;
    private int shrunk = 50;
    private Program given;

    private Differential() {}

    public static void main(String[] arguments) throws IOException {
        LogManager.getLogManager().reset(); // programs fail on purpose
        Path python = PythonFinder.find().orElseThrow(() -> new IllegalStateException("Needs " + PythonFinder.NEEDED));
        Differential run = new Differential();
        run.read(arguments);
        boolean same;
        try (Comparison comparison = new Comparison(python)) {
            same = run.given == null ? run.compareMany(comparison) : run.compareGiven(comparison);
        }
        System.exit(same ? 0 : 1); // threads of programs that hang may be left
    }

    private void read(String[] arguments) {
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--programs" -> programs = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--shrink" -> shrunk = Integer.parseInt(value);
                case "--program" -> given = Program.parse(value);
                default ->
                    throw new IllegalArgumentException("Unknown: " + arguments[i]
                            + "; there are --programs, --seed, --shrink (how many at most) and --program");
            }
        }
    }

    private boolean compareGiven(Comparison comparison) {
        Verdict verdict = comparison.compare(given);
        System.out.println(Transcript.of(verdict));
        if (verdict.isIntended()) {
            System.out.println("Intended: " + comparison.explain(verdict));
        }
        return !verdict.isDifferent();
    }

    private boolean compareMany(Comparison comparison) {
        System.out.println(programs + " programs, --seed " + seed);
        long began = System.nanoTime();
        Campaign campaign =
                new Campaign(comparison, shrunk, difference -> System.out.println(Transcript.of(difference)));
        for (long first = 0; first < programs; first += BATCH) {
            campaign.run(seed + first, (int) Math.min(BATCH, programs - first));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.println(campaign.summary());
        System.out.println(String.format(Locale.ROOT, "%.0f s, %.0f programs a second", seconds, programs / seconds));
        return campaign.differences() == 0;
    }
}
