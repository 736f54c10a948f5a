/**
 * The border between Java and Kotlin: suspend functions and lambdas that Java implements, flows, and channels.
 *
 * <p>Package {@link suspension} says what holds for nulls, threads and cancellation. Only a body may call an operation
 * that suspends.
 */
@NullMarked
package suspension.interop;

import org.jspecify.annotations.NullMarked;
