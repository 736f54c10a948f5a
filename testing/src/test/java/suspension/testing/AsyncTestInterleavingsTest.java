package suspension.testing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import suspension.EventLoop;
import suspension.Task;

class AsyncTestInterleavingsTest {

    private static final List<String> EVENTS = Collections.synchronizedList(new ArrayList<>());
    private static final Set<Object> INSTANCES = Collections.synchronizedSet(new HashSet<>());

    @BeforeEach
    void forget() {
        EVENTS.clear();
        INSTANCES.clear();
    }

    static class Base {

        @BeforeEach
        void prepareBase() {
            EVENTS.add("base before");
        }

        @AfterEach
        void cleanUpBase() {
            EVENTS.add("base after");
        }
    }

    static class Users extends Base {

        private final Counter counter = new Counter();
        private int prepared;

        @BeforeEach
        void prepare(TestInfo info) {
            prepared++;
            EVENTS.add("before " + info.getDisplayName());
        }

        @AfterEach
        void cleanUp() {
            EVENTS.add("after");
        }

        @AsyncTest(interleavings = 3)
        void isFresh(EventLoop loop, VirtualClock clock) {
            assertThat(EventLoop.current()).isSameAs(loop);
            assertThat(clock.elapsed()).isZero();
            assertThat(prepared).isEqualTo(1);
            assertThat(counter.value).isZero();
            counter.value++;
            sleep(ofSeconds(1));
            INSTANCES.add(this);
            EVENTS.add("test");
        }

        @AsyncTest(interleavings = 100)
        void hasARace() {
            counter.countThrice();
            assertThat(counter.value).isEqualTo(3);
        }

        @AsyncTest(schedule = "3:1 4:1")
        void hasTheSameRace() {
            hasARace();
        }

        @AsyncTest(interleavings = 3)
        void failsAnyway() {
            yieldNow();
            throw new IllegalStateException("always");
        }

        @AsyncTest(interleavings = 3)
        void leavesATask() {
            Task<?> unused = createTask("forgotten", () -> sleep(ofSeconds(1)));
        }

        @AsyncTest(interleavings = 0)
        void triesNothing() {}
    }

    static class Failing {

        @BeforeEach
        void prepare() {
            throw new IllegalStateException("not prepared");
        }

        @AfterEach
        void cleanUp() {
            EVENTS.add("after");
        }

        @AsyncTest(interleavings = 3)
        void isNeverEntered() {
            EVENTS.add("test");
        }
    }

    static class Outer {

        private final List<String> seen = new ArrayList<>();

        @BeforeEach
        void prepare() {
            seen.add("outer");
        }

        @Nested
        class Inner {

            @AsyncTest(interleavings = 3)
            void seesAFreshOuterInstance() {
                assertThat(seen).containsExactly("outer");
                INSTANCES.add(Outer.this);
            }
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class Shared {

        @AsyncTest(interleavings = 3)
        void sharesItsInstance() {
            INSTANCES.add(this);
        }
    }

    static class Preparing implements BeforeEachCallback {

        @Override
        public void beforeEach(ExtensionContext context) {}
    }

    @ExtendWith(Preparing.class)
    static class Prepared {

        @AsyncTest
        void mayBePreparedOnce() {}

        @AsyncTest(interleavings = 3)
        void isRefused() {}
    }

    static class Declaring {

        @RegisterExtension
        static final Preparing PREPARING = new Preparing();

        @AsyncTest(interleavings = 3)
        void isRefused() {}
    }

    static class ByMethod {

        @ExtendWith(Preparing.class)
        @AsyncTest(interleavings = 3)
        void isRefused() {}
    }

    static class WithFolder {

        @TempDir
        Path folder;

        @AsyncTest(interleavings = 3)
        void isRefused() {}
    }

    static class Settings {

        @AsyncTest(cancellations = true)
        void faultsWithoutSchedules() {}

        @AsyncTest(seed = 1, schedule = "0:1")
        void twoSchedules() {}
    }

    @TestInstance(Lifecycle.PER_CLASS)
    static class SharedOuter {

        private String set = "";

        @BeforeAll
        void setOnce() {
            set = "set";
        }

        @Nested
        class Inner {

            @AsyncTest(interleavings = 3)
            void seesTheSharedOuterInstance() {
                assertThat(set).isEqualTo("set");
                INSTANCES.add(this);
            }
        }
    }

    private static TestExecutionResult run(DiscoverySelector... selectors) {
        return EngineTestKit.engine("junit-jupiter").selectors(selectors).execute().testEvents().finished().stream()
                .findFirst()
                .flatMap(event -> event.getPayload(TestExecutionResult.class))
                .orElseThrow();
    }

    private static void assertPasses(DiscoverySelector selector) {
        TestExecutionResult result = run(selector);
        assertThat(result.getStatus()).as(result.toString()).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
    }

    private static Throwable failureOf(Class<?> type, String method) {
        return run(selectMethod(type, method)).getThrowable().orElseThrow();
    }

    @Test
    void eachScheduleHasAFreshInstanceBetweenItsOwnMethods() {
        assertPasses(selectMethod(Users.class, "isFresh", "suspension.EventLoop,suspension.testing.VirtualClock"));
        assertThat(INSTANCES).hasSize(3);
        List<String> one =
                List.of("base before", "before isFresh(EventLoop, VirtualClock)", "test", "after", "base after");
        List<String> three = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            three.addAll(one);
        }
        assertThat(EVENTS).isEqualTo(three);
    }

    @Test
    void enclosingInstancesAreFreshToo() {
        assertPasses(selectClass(Outer.Inner.class));
        assertThat(INSTANCES).hasSize(3);
    }

    @Test
    void anInstanceForTheClassIsShared() {
        assertPasses(selectClass(Shared.class));
        assertThat(INSTANCES).hasSize(1);
    }

    @Test
    void aRaceIsReportedWithTheAnnotationThatRepeatsIt() {
        assertThat(failureOf(Users.class, "hasARace"))
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessageContaining(" of 100 fails: ")
                .hasMessageContaining("test begins")
                .hasMessageContaining("Counter.count(Counter.java:")
                .hasMessageContaining("@AsyncTest(schedule = \"")
                .hasMessageContaining("@AsyncTest(seed = ")
                .hasStackTraceContaining("Counter");
    }

    @Test
    void aScheduleIsRepeated() {
        assertThat(failureOf(Users.class, "hasTheSameRace")).hasMessageContaining("@AsyncTest(schedule = \"3:1 4:1\")");
        assertThat(EVENTS).filteredOn("after"::equals).hasSize(1);
    }

    @Test
    void whatFailsAnywayFailsAsItIs() {
        assertThat(failureOf(Users.class, "failsAnyway"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("always");
        assertThat(failureOf(Users.class, "leavesATask")).hasMessageContaining("left behind: Task[forgotten");
    }

    @Test
    void aTestThatIsNotPreparedIsNotEnteredButCleanedUp() {
        assertThat(failureOf(Failing.class, "isNeverEntered")).hasMessage("not prepared");
        assertThat(EVENTS).isEqualTo(Arrays.asList("after"));
    }

    @Test
    void refusesToTryNothing() {
        assertThat(failureOf(Users.class, "triesNothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("give 1 or more");
    }

    @Test
    void refusesExtensionsThatPrepareInstances() {
        assertPasses(selectMethod(Prepared.class, "mayBePreparedOnce"));
        assertThat(failureOf(Prepared.class, "isRefused"))
                .hasMessageContaining("Preparing prepares each test instance")
                .hasMessageContaining("Prepare in a @BeforeEach method");
        for (Class<?> type : List.of(Declaring.class, ByMethod.class)) {
            assertThat(failureOf(type, "isRefused")).hasMessageContaining("Preparing prepares each test instance");
        }
        assertThat(failureOf(WithFolder.class, "isRefused"))
                .hasMessageContaining("A field with @TempDir is JUnit's for each instance");
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        assertThat(failureOf(Settings.class, "faultsWithoutSchedules")).hasMessageContaining("set interleavings");
        assertThat(failureOf(Settings.class, "twoSchedules")).hasMessageContaining("not both");
    }

    @Test
    void anOuterInstanceForTheClassIsShared() {
        assertPasses(selectClass(SharedOuter.Inner.class));
        assertThat(INSTANCES).hasSize(3);
    }
}
