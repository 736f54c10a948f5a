/** What the public packages share. Exported to the project's own modules alone. */
@NullMarked
package suspension.internal;

import org.jspecify.annotations.NullMarked;
