/** Stress tests of the turn. */
@NullMarked
package suspension.bridge.loop;

import org.jspecify.annotations.NullMarked;
