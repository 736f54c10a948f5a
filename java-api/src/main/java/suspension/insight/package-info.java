/** What a running program does: its loops, their tasks, and who waits for whom. */
@NullMarked
package suspension.insight;

import org.jspecify.annotations.NullMarked;
