/** The annotation processor that generates facades. */
@NullMarked
package suspension.facade.processor;

import org.jspecify.annotations.NullMarked;
