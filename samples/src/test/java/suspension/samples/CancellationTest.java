package suspension.samples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CancellationTest {

    @ParameterizedTest
    @ValueSource(strings = {"CancelWithCleanUp", "TimeLimit", "ShieldedPayment"})
    void keepsItsPromise(String sample) throws Exception {
        Runs.assertKeepsItsPromise(sample);
    }

    @Test
    void cancelOnlyAsksAndTheTaskEndsAfterItsCleanUp() throws Exception {
        assertThat(Runs.of("CancelWithCleanUp").lines())
                .containsSubsequence(
                        "Asked: Task[upload, cancelling]", "Telling the server", "Ended: Task[upload, cancelled]")
                .doesNotContain("Uploaded");
    }

    @Test
    void theLimitEndsWhatTheBodyWaitsForBeforeTheTaskGoesOn() throws Exception {
        assertThat(Runs.of("TimeLimit").lines())
                .containsSubsequence("Hanging up on the slow shop", "No prices from all shops within 1 s")
                .doesNotContain("The slow shop answers");
    }

    @Test
    void theShieldedTaskOutlivesTheOneThatWaited() throws Exception {
        assertThat(Runs.of("ShieldedPayment").lines()).containsExactly("The customer leaves", "Paid: one cup of tea");
    }
}
