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
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(AsyncTestExtension.class)
@SuppressWarnings("exports") // only JUnit needs to reach the extension, by reflection
public @interface AsyncTest {}
