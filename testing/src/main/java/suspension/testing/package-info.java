/**
 * Supports tests of code that runs on a loop. {@link suspension.testing.VirtualTime} runs the code on a clock that
 * skips the time in which nothing runs. {@link suspension.testing.AsyncTest} makes that a JUnit test.
 */
@NullMarked
package suspension.testing;

import org.jspecify.annotations.NullMarked;
