package suspension.readme;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import suspension.testing.AsyncTest;

/** The README's code blocks on races that a search finds, run. */
class ReadmeInterleavingsTest {

    static final class Account {

        private int balance = 100;

        void withdraw(int amount) {
            int before = balance; // read
            if (amount > 50) {
                audit(amount); // suspends
            }
            balance = before - amount; // write
        }

        private static void audit(int amount) {
            sleep(ofMillis(amount));
        }

        int balance() {
            return balance;
        }
    }

    /** A test that fails; {@link #theRaceIsFound} runs it. */
    static class AccountTest {

        private final Account account = new Account();

        @AsyncTest(interleavings = 1000)
        void neitherLosesMoneyNorMakesAny() {
            gather(() -> account.withdraw(30), () -> account.withdraw(70));
            assertThat(account.balance()).isZero();
        }

        @AsyncTest
        void passesFirstInFirstOut() {
            neitherLosesMoneyNorMakesAny();
        }
    }

    private static TestExecutionResult run(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(AccountTest.class, method))
                .execute()
                .testEvents()
                .finished()
                .stream()
                .findFirst()
                .flatMap(event -> event.getPayload(TestExecutionResult.class))
                .orElseThrow();
    }

    @Test
    void theRaceIsFound() {
        assertThat(run("passesFirstInFirstOut").getStatus()).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        assertThat(run("neitherLosesMoneyNorMakesAny").getThrowable().orElseThrow())
                .hasMessageContaining("test goes on")
                .hasMessageContaining("@AsyncTest(schedule = \"");
    }
}
