/** The comments in Kotlin's sources, as the comments of facades. */
@NullMarked
package suspension.facade.processor.kdoc;

import org.jspecify.annotations.NullMarked;
