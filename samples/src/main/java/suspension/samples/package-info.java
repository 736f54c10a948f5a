/** One small program per idea; {@link suspension.samples.Tour} runs them all. */
@NullMarked
package suspension.samples;

import org.jspecify.annotations.NullMarked;
