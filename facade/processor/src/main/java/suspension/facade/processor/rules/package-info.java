/** What Kotlin's members become in Java. */
@NullMarked
package suspension.facade.processor.rules;

import org.jspecify.annotations.NullMarked;
