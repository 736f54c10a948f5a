/** The events of the library, as they stand in recordings. */
@NullMarked
package suspension.insight.tool.recording;

import org.jspecify.annotations.NullMarked;
