package suspension.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random programs do the same on this library as on CPython's asyncio, but for what {@link IntendedDifference} lists. The
 * long run is {@code testing/differential}.
 */
class DifferentialTest {

    private static final int PROGRAMS = 3_000;

    /** What a logger was; kept, for loggers are collected otherwise, and forget. */
    private static final Logger LOGGER = Logger.getLogger("suspension");

    private static Optional<Path> python = Optional.empty();

    @BeforeAll
    static void findPython() {
        python = PythonFinder.find();
        LOGGER.setLevel(Level.OFF); // programs fail on purpose
    }

    @AfterAll
    static void logAgain() {
        LOGGER.setLevel(null);
    }

    @Test
    void programsOfOneSeedAgree() throws IOException {
        assertAgreement(1);
    }

    @Test
    void programsOfAFreshSeedAgree() throws IOException {
        long seed = System.nanoTime() & 0xFFFFFFFFL;
        System.out.println("Differential test: --programs " + PROGRAMS + " --seed " + seed);
        assertAgreement(seed);
    }

    private static void assertAgreement(long seed) throws IOException {
        assumeTrue(python.isPresent(), "Not compared with CPython's asyncio: needs " + PythonFinder.NEEDED);
        List<String> differences = new ArrayList<>();
        try (Comparison comparison = new Comparison(python.get())) {
            Campaign campaign = new Campaign(comparison, 3, verdict -> differences.add(Transcript.of(verdict)));
            campaign.run(seed, PROGRAMS);
            assertThat(String.join("\n", differences))
                    .as("--programs %d --seed %d: %s", PROGRAMS, seed, campaign.summary())
                    .isEmpty();
        }
    }
}
