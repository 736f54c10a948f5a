package suspension.samples;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocksAndQueuesTest {

    @ParameterizedTest
    @ValueSource(strings = {"ProducerAndConsumers", "RateLimitedCrawler", "RequestIds"})
    void keepsItsPromise(String sample) throws Exception {
        Runs.assertKeepsItsPromise(sample);
    }
}
