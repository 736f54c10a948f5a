package suspension.guide;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.testing.SuspendMocks.stub;
import static suspension.testing.SuspendMocks.verifyCalled;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import suspension.AsyncTimeoutException;
import suspension.Coroutine;
import suspension.TaskGroup;
import suspension.facade.SuspendFacade;
import suspension.guide.LocksTest.LockedAccount;
import suspension.sync.AsyncEvent;
import suspension.sync.AsyncSemaphore;
import suspension.testing.AsyncTest;
import suspension.testing.Explored;
import suspension.testing.VirtualClock;
import suspension.testing.VirtualTime;

/** The examples of the page on testing. */
@SuspendFacade(TeaHouse.class)
@SuppressWarnings("DirectInvocationOnMock") // Error Prone does not know these stubs
class VirtualTimeTest {

    // tag::client[]
    static final class Client {

        String fetch(String url) {
            return timeout(ofMinutes(1), () -> load(url));
        }
        // end::client[]

        private static String load(String url) {
            sleep(ofHours(1));
            return url;
        }
        // tag::client[]
    }
    // end::client[]

    private final Client client = new Client();

    // tag::virtual[]
    @AsyncTest
    void givesUpAfterAMinute(VirtualClock clock) {
        assertThatThrownBy(() -> client.fetch("slow")).isInstanceOf(AsyncTimeoutException.class);
        assertThat(clock.elapsed()).isEqualTo(ofMinutes(1)); // and the test takes milliseconds
    }
    // end::virtual[]

    @Test
    void withoutJUnit() {
        // tag::plain[]
        String done = VirtualTime.run(() -> {
            sleep(ofHours(24));
            return "at once";
        });
        // end::plain[]
        assertThat(done).isEqualTo("at once");
    }

    // Mocks

    // tag::service[]
    record Waiter(JavaTeaHouse house) {
        String offer(String tea) {
            return house.find(tea).getName() + ", please";
        }
    }
    // end::service[]

    @AsyncTest
    void aFacadeIsMockedAsAnyInterface() {
        // tag::mock[]
        JavaTeaHouse house = mock(JavaTeaHouse.class);
        when(house.find("Masala")).thenReturn(new Tea("Masala", 300));
        assertThat(new Waiter(house).offer("Masala")).isEqualTo("Masala, please");
        // end::mock[]
    }

    @AsyncTest
    void aKotlinInterfaceIsMockedWithTime(VirtualClock clock) {
        // tag::stub[]
        TeaHouse house = mock(TeaHouse.class); // Kotlin's own
        stub(c -> house.find(anyString(), c)).after(ofSeconds(5), new Tea("Masala", 300));
        stub(c -> house.recipe("Mud", c)).fails(new IOException("no such recipe")); // or returns, runs, never

        new Waiter(JavaTeaHouse.of(house)).offer("Masala");

        verifyCalled(c -> house.find("Masala", c));
        assertThat(clock.elapsed()).isEqualTo(ofSeconds(5));
        // end::stub[]
    }

    // Interleavings

    // tag::race[]
    static final class Account {
        private int balance = 100;

        void withdraw(int amount) {
            int before = balance; // read
            if (amount > 50) {
                audit(amount); // suspends
            }
            balance = before - amount; // write
        }
        // end::race[]

        private static void audit(int amount) {
            sleep(ofMillis(amount));
        }

        int balance() {
            return balance;
        }
        // tag::race[]
    }
    // end::race[]

    /** Tests that fail; {@link #aRaceIsFoundBySearch} runs them. */
    static class Race {

        private final Account account = new Account();

        // tag::race-test[]
        @AsyncTest(interleavings = 1000)
        void losesNoMoney() {
            gather(() -> account.withdraw(30), () -> account.withdraw(70));
            assertThat(account.balance()).isZero();
        }
        // end::race-test[]

        @AsyncTest
        void passesFirstInFirstOut() {
            losesNoMoney();
        }
    }

    @Test
    void aRaceIsFoundBySearch() {
        assertThat(run(Race.class, "passesFirstInFirstOut").getStatus())
                .isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
        ShownText.assertShown("testing/race.txt", failure(Race.class, "losesNoMoney"));
    }

    @Test
    void explorationWithoutJUnit() {
        // tag::explore[]
        Explored explored = VirtualTime.explore(1000, () -> {
            LockedAccount account = new LockedAccount();
            gather(() -> account.withdraw(30), () -> account.withdraw(70));
            assertThat(account.balance()).isZero();
        });
        // end::explore[]
        assertThat(explored.toString()).isNotEmpty();
    }

    static class Pool {

        private final AsyncSemaphore connections = new AsyncSemaphore(2);

        // tag::faults[]
        @AsyncTest(interleavings = 1000, cancellations = true)
        void givesItsConnectionBack() {
            TaskGroup.run(group -> {
                group.createTask(() -> fetch());
                group.createTask(() -> fetch());
            });
        }

        private void fetch() {
            connections.acquire();
            sleep(ofSeconds(1));
            connections.release(); // not in a finally
        }
        // end::faults[]
    }

    @Test
    void faultsFindCleanUpThatIsMissing() {
        String text = failure(Pool.class, "givesItsConnectionBack");
        assertThat(text).contains("permits left");
        ShownText.assertShown("testing/faults.txt", text.lines().findFirst().orElse(""));
    }

    // What goes wrong

    static class Careless {

        // tag::careless[]
        @AsyncTest
        void leavesATaskBehind() {
            createTask("backup", () -> sleep(ofHours(1)));
        }

        @AsyncTest
        void losesAnError() {
            createTask("prices", () -> {
                throw new IOException("prices.txt is gone");
            });
            sleep(ofSeconds(1));
        }

        @AsyncTest
        void forgetsToAwait() {
            Coroutine.of(() -> sleep(ofSeconds(1))).named("nap");
        }

        @AsyncTest
        void waitsForEver() {
            new AsyncEvent().await();
        }
        // end::careless[]
    }

    @Test
    void carelessTestsFail() {
        ShownText.assertShown("testing/left-behind.txt", failure(Careless.class, "leavesATaskBehind"));
        ShownText.assertShown("testing/lost-error.txt", failure(Careless.class, "losesAnError"));
        ShownText.assertShown("testing/never-awaited.txt", failure(Careless.class, "forgetsToAwait"));
        ShownText.assertShown("testing/stuck.txt", withoutReflection(failure(Careless.class, "waitsForEver")));
    }

    @Test
    void onlyMocksAreStubbed() {
        TeaHouse real = new SmallTeaHouse();
        Throwable thrown = catchThrowable(() -> stub(c -> real.find("Masala", c)));
        ShownText.assertShown("testing/no-mock.txt", thrown.toString());
    }

    @Test
    void theContinuationHasNoMatcher() {
        TeaHouse house = mock(TeaHouse.class);
        Throwable thrown = catchThrowable(() -> stub(c -> house.find(anyString(), any())));
        ShownText.assertShown(
                "testing/matcher.txt", thrown.toString().lines().findFirst().orElse(""));
    }

    /** How JUnit calls a test is another thing in each JDK. */
    private static String withoutReflection(String text) {
        return text.replaceAll("(?m)^.*nvoke.*\n", "")
                .replaceAll("\n +└──  VirtualTimeTest", "\n      └──  VirtualTimeTest");
    }

    private static String failure(Class<?> test, String method) {
        return run(test, method).getThrowable().orElseThrow().toString();
    }

    private static TestExecutionResult run(Class<?> test, String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(test, method))
                .execute()
                .testEvents()
                .finished()
                .stream()
                .findFirst()
                .flatMap(event -> event.getPayload(TestExecutionResult.class))
                .orElseThrow();
    }
}
