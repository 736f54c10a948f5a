/** Bodies off a loop. They run under a dispatcher of Kotlin's, each on a thread of its own. */
@NullMarked
package suspension.bridge.dispatcher;

import org.jspecify.annotations.NullMarked;
