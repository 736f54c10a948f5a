/** What a recording shows, moment by moment, and how it is drawn. */
@NullMarked
package suspension.insight.tool.timeline;

import org.jspecify.annotations.NullMarked;
