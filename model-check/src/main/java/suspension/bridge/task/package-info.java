/** Tasks without kotlinx's dispatchers, and stress tests of their cancellation. */
@NullMarked
package suspension.bridge.task;

import org.jspecify.annotations.NullMarked;
