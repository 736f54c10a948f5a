package suspension.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every contender does the same work: what comes out is checked by {@link Workload#run}, here on small sizes. */
class SameWorkTest {

    private static HttpTarget target;

    @BeforeAll
    static void startServer() throws Exception {
        target = HttpTarget.start();
    }

    @AfterAll
    static void closeServer() {
        target.close();
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Entrant.values())
                .flatMap(entrant -> Arrays.stream(Workload.values()).map(work -> Arguments.of(entrant, work)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("pairs")
    void everyEntrantDoesTheSameWorkOrSaysWhyNot(Entrant entrant, Workload workload) throws Exception {
        Host host = Host.find();
        String obstacle = host.obstacle(entrant);
        assumeTrue(obstacle == null, obstacle);
        String reason = entrant.leavesOut(workload);
        if (reason != null) {
            assertThat(reason).isNotBlank();
        } else if (entrant.isPython()) {
            assertThat(new Measurement(host, entrant, workload, 7, new Settings.Timing(0, 1, 0)).figures())
                    .hasSize(1);
        } else {
            workload.run(entrant.contender(), 1);
            workload.run(entrant.contender(), 7);
        }
    }

    @Test
    void otherWorkIsNoticed() {
        Contender lazy = new Contender() {
            @Override
            public long gather(int n, int times) {
                return 0;
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> Workload.GATHER.run(lazy, 10))
                .withMessageContaining("GATHER of 10 gave 0, not 45000");
    }
}
