/**
 * asyncio's vocabulary for Java: start with {@link suspension.Async}.
 *
 * <p><b>Where code runs.</b> A <em>body</em> is straight-line Java code, usually a lambda, that runs as a coroutine on
 * an {@link suspension.EventLoop}. Operations documented as <em>suspending</em> may only be called in a body. They let
 * the loop run others until they are done; between two of them nobody else runs on that loop. Elsewhere they throw
 * {@link java.lang.IllegalStateException}, with a message that says how to get onto a loop.
 *
 * <p><b>Cancellation.</b> Every suspending operation throws {@link java.util.concurrent.CancellationException} when the
 * task that it runs in is cancelled; the documentation does not repeat this for each operation. A request is delivered
 * once: code that catches the exception may go on, wait again, and return a value.
 *
 * <p><b>Nulls.</b> Passing null where nothing says otherwise throws {@link java.lang.NullPointerException}.
 */
@NullMarked
package suspension;

import org.jspecify.annotations.NullMarked;
