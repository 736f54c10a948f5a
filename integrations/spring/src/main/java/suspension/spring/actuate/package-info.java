/** What a running service tells of its loops: metrics, health, and what its tasks wait for. */
@NullMarked
package suspension.spring.actuate;

import org.jspecify.annotations.NullMarked;
