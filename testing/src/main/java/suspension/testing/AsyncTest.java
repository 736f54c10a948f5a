package suspension.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a JUnit test method that runs as a body on a fresh loop in virtual time, and so may suspend. The method may
 * have parameters of type {@link suspension.EventLoop} and {@link VirtualClock}, for that loop and its clock. Methods
 * around it, such as {@code @BeforeEach}, run on JUnit's thread.
 *
 * <p>The test fails if the method throws. It also fails if:
 *
 * <ul>
 *   <li>the method leaves tasks behind that are neither done nor asked to cancel;
 *   <li>an error reaches nobody: a callback's, or that of a task that nobody looks at;
 *   <li>a {@link suspension.Coroutine} is never awaited;
 *   <li>everything waits for something that no timer will bring.
 * </ul>
 *
 * <pre>{@code
 * @AsyncTest
 * void givesUpAfterAMinute(VirtualClock clock) {
 *     assertThrows(AsyncTimeoutException.class, () -> client.fetch("slow"));
 *     assertEquals(ofMinutes(1), clock.elapsed());
 * }
 * }</pre>
 *
 * <h2>Interleavings</h2>
 *
 * With {@link #interleavings} the test runs under that many schedules, as {@link Exploration} describes. Each of them
 * has a fresh instance of the test class with its {@code @BeforeEach} and {@code @AfterEach} methods (but the same
 * instance where the class has {@code @TestInstance(PER_CLASS)}), and a loop on which nothing is left. JUnit counts them
 * as one test.
 *
 * <pre>{@code
 * @AsyncTest(interleavings = 1000, cancellations = true)
 * void neitherLosesMoneyNorMakesAny() {
 *     gather(() -> bank.transfer(a, b, 70), () -> bank.transfer(a, b, 70));
 *     assertEquals(100, a.balance() + b.balance());
 * }
 * }</pre>
 *
 * Extensions that prepare each test instance themselves, such as Mockito's, do not see these instances, and are refused:
 * prepare in a {@code @BeforeEach} method, with {@code MockitoAnnotations.openMocks(this)} for one.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(AsyncTestExtension.class)
@SuppressWarnings("exports") // only JUnit needs to reach the extension, by reflection
public @interface AsyncTest {

    /**
     * Under how many schedules the test runs.
     *
     * @return 1, the default, for first in, first out alone
     */
    int interleavings() default 1;

    /**
     * How schedules are found.
     *
     * @return at random by default
     */
    Search search() default Search.RANDOM;

    /**
     * The seed of the one schedule to run, from the report of a failure. The faults must be set as they were.
     *
     * @return 0, the default, for fresh seeds
     */
    long seed() default 0;

    /**
     * The one schedule to run, from the report of a failure, as {@code "3:1 7:2"}. The faults must be set as they were.
     * If the code has changed since, so that there are no such choices, and what is left of the schedule passes, the test
     * fails and says so.
     *
     * @return empty by default
     */
    String schedule() default "";

    /**
     * Whether tasks are cancelled, as {@link Exploration#cancellations} says.
     *
     * @return false by default
     */
    boolean cancellations() default false;

    /**
     * Whether limits come early, as {@link Exploration#timeouts} says.
     *
     * @return false by default
     */
    boolean timeouts() default false;

    /**
     * What awaited calls fail with, as {@link Exploration#failures} says.
     *
     * @return nothing by default
     */
    Class<? extends Exception>[] failures() default {};
}
