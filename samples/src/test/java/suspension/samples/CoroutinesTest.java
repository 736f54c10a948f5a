package suspension.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoroutinesTest {

    @ParameterizedTest
    @ValueSource(strings = {"HelloCoroutine", "BrewOneCup", "BrewThreeCups", "TwoTasks", "MyAwaitable"})
    void keepsItsPromise(String sample) throws Exception {
        Runs.assertKeepsItsPromise(sample);
    }

    @Test
    void callingACoroutineDoesNotRunIt() throws Exception {
        assertThat(Runs.of("HelloCoroutine").lines()).containsExactly("Coroutine[hello, not started]", "Hello async");
    }

    @Test
    void threeCupsTakeAsLongAsOne() throws Exception {
        double ratio = Runs.seconds("BrewThreeCups") / Runs.seconds("BrewOneCup");

        assertThat(ratio).isBetween(0.8, 1.3);
    }

    @Test
    void taskThatStartsLastEndsFirst() throws Exception {
        List<String> printed = Runs.of("TwoTasks").lines();

        assertThat(printed)
                .startsWith(
                        "TaskA started",
                        "TaskB started",
                        "TaskB finished after 1 seconds",
                        "TaskA finished after 2 seconds")
                .contains("0 s  TaskB waits", "1 s  TaskB resumes", "2 s  TaskA resumes", "2 s  main completes");
    }

    @Test
    void awaitableWaitsEachTimeItIsAwaited() throws Exception {
        assertThat(Runs.of("MyAwaitable").lines())
                .filteredOn("Starting await"::equals)
                .hasSize(2);
        assertThat(Runs.seconds("MyAwaitable")).isGreaterThanOrEqualTo(4);
    }
}
