/** What Kotlin's metadata says of classes and their members. */
@NullMarked
package suspension.facade.processor.model;

import org.jspecify.annotations.NullMarked;
