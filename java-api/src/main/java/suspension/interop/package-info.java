/**
 * Crossing the border between Java and Kotlin: suspend functions and lambdas that Java implements, flows, and channels.
 *
 * <p>Nulls, threads and cancellation are as package {@link suspension} says. Operations that suspend may only be called in
 * a body.
 */
@NullMarked
package suspension.interop;

import org.jspecify.annotations.NullMarked;
