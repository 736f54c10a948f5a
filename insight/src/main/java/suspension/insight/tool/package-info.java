/** The command-line tool. */
@NullMarked
package suspension.insight.tool;

import org.jspecify.annotations.NullMarked;
