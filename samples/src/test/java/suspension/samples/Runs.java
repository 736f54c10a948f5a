package suspension.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.gather;
import static suspension.Async.yieldNow;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import suspension.Async;

/** One run of each sample, made when first asked for: it takes real time, and many tests look at it. */
final class Runs {

    private static final Map<String, Sample.Run> RUNS = new HashMap<>();

    private Runs() {}

    static synchronized Sample.Run of(String name) throws Exception {
        Sample.Run run = RUNS.get(name);
        if (run == null) {
            warmUp();
            run = sample(name).run(System.out);
            RUNS.put(name, run);
        }
        return run;
    }

    static void assertKeepsItsPromise(String name) throws Exception {
        Sample.Run run = of(name);
        assertThat(Promise.of(name).brokenBy(run))
                .as("%s, which printed %s", name, run.lines())
                .isEmpty();
    }

    static double seconds(String name) throws Exception {
        return of(name).time().toNanos() / 1e9;
    }

    /** Loads the library's classes, so that this is not in the time of whichever sample comes first. */
    private static void warmUp() {
        Async.run(() -> gather(() -> yieldNow(), () -> yieldNow()));
    }

    private static Sample sample(String name) throws IOException {
        return Tour.SAMPLES.stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("There is no sample " + name));
    }
}
