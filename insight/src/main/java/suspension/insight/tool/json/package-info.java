/** As much of JSON as the tool needs. */
@NullMarked
package suspension.insight.tool.json;

import org.jspecify.annotations.NullMarked;
