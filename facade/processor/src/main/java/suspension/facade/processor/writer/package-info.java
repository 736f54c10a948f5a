/** The text of a facade. */
@NullMarked
package suspension.facade.processor.writer;

import org.jspecify.annotations.NullMarked;
