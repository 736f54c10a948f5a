package suspension.samples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sample promises to print, and how long it promises to take. Each is in a file of its own, {@code
 * expected/<sample>.txt}, which the tests and {@code -Dtour.check=true} share: {@code # takes 2.0 to 2.9 s} on the
 * first line, then the lines that are printed, exactly. The one exception is {@code <digits>}, for ports, line numbers
 * and the like.
 *
 * @param atLeast the time that its waits take
 * @param lessThan what it would reach only by waiting too often
 * @param lines what it prints
 */
record Promise(Duration atLeast, Duration lessThan, List<String> lines) {

    private static final Pattern HEADER = Pattern.compile("# takes (\\d+)\\.(\\d) to (\\d+)\\.(\\d) s");

    static Promise of(String sample) throws IOException {
        String resource = "/expected/" + sample + ".txt";
        try (InputStream in = Promise.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(sample + " promises nothing: put what it prints into " + resource);
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        }
    }

    private static Promise parse(List<String> file) {
        Matcher header = HEADER.matcher(file.get(0));
        if (!header.matches()) {
            throw new IllegalArgumentException(
                    "The first line is '" + file.get(0) + "'; it must be '# takes 2.0 to 2.9 s'");
        }
        return new Promise(
                tenths(header.group(1), header.group(2)),
                tenths(header.group(3), header.group(4)),
                file.subList(1, file.size()));
    }

    private static Duration tenths(String seconds, String tenths) {
        return Duration.ofSeconds(Long.parseLong(seconds)).plusMillis(100 * Long.parseLong(tenths));
    }

    /** In which points a run is not what was promised, each in a sentence; empty if it is. */
    List<String> brokenBy(Sample.Run run) {
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < Math.max(lines.size(), run.lines().size()); i++) {
            String expected = lineOf(lines, i);
            String printed = lineOf(run.lines(), i);
            if (!pattern(expected).matcher(printed).matches()) {
                broken.add("line " + (i + 1) + " is " + printed + ", but was to be " + expected);
            }
        }
        if (run.time().compareTo(atLeast) < 0 || run.time().compareTo(lessThan) >= 0) {
            broken.add("it took " + seconds(run.time()) + ", but was to take at least " + seconds(atLeast)
                    + " and less than " + seconds(lessThan));
        }
        return broken;
    }

    private static String lineOf(List<String> lines, int index) {
        return index < lines.size() ? "'" + lines.get(index) + "'" : "missing";
    }

    private static Pattern pattern(String expected) {
        return Pattern.compile(Pattern.quote(expected).replace("<digits>", "\\E\\d+\\Q"));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
    }
}
