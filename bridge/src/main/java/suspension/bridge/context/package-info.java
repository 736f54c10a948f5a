/**
 * What follows code wherever it runs: the values of context variables, and the elements of a coroutine context that
 * install themselves on threads. This package uses no other package of the bridge.
 */
@NullMarked
package suspension.bridge.context;

import org.jspecify.annotations.NullMarked;
