/** What generated facades call. Not for use by hand. */
@NullMarked
package suspension.facade.runtime;

import org.jspecify.annotations.NullMarked;
