/** What recordings ask of this module. */
@NullMarked
package suspension.internal.trace;

import org.jspecify.annotations.NullMarked;
