/**
 * Temporal, with bodies and suspend functions: {@link suspension.temporal.SuspendActivities} runs activities on a loop,
 * {@link suspension.temporal.Workflows} starts workflows and awaits them.
 */
@NullMarked
package suspension.temporal;

import org.jspecify.annotations.NullMarked;
