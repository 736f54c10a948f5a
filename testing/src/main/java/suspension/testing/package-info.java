/**
 * For tests of code that runs on a loop: {@link suspension.testing.VirtualTime} runs it on a clock that skips what nobody
 * does anything in, and {@link suspension.testing.AsyncTest} makes that a JUnit test.
 */
@NullMarked
package suspension.testing;

import org.jspecify.annotations.NullMarked;
