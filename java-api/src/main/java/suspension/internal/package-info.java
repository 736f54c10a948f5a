/** Types that the public packages share. They are exported to the project's own modules alone. */
@NullMarked
package suspension.internal;

import org.jspecify.annotations.NullMarked;
