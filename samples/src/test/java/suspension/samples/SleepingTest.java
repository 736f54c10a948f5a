package suspension.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SleepingTest {

    @ParameterizedTest
    @ValueSource(strings = {"BlockingSleep", "OneAfterAnother", "Together", "Demo", "BlockingInABody"})
    void keepsItsPromise(String sample) throws Exception {
        Runs.assertKeepsItsPromise(sample);
    }

    @Test
    void togetherTakesHalfOfOneAfterAnother() throws Exception {
        double ratio = Runs.seconds("Together") / Runs.seconds("OneAfterAnother");

        assertThat(ratio).isBetween(0.4, 0.6);
    }

    @Test
    void suspendingOneAfterAnotherIsNoFasterThanBlocking() throws Exception {
        double ratio = Runs.seconds("OneAfterAnother") / Runs.seconds("BlockingSleep");

        assertThat(ratio).isBetween(0.8, 1.2);
    }

    @Test
    void bothStartBeforeEitherEndsWhenTogether() throws Exception {
        assertThat(Runs.of("Together").lines()).containsExactly("Task1 start", "Task2 start", "Task1 end", "Task2 end");
    }

    @Test
    void readyTaskRunsOnlyAfterABlockingBodyHasEnded() throws Exception {
        assertThat(Runs.of("BlockingInABody").lines())
                .containsExactly("Start", "End", "Only now does the other task run");
    }
}
