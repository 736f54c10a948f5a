/** Kotlin's API as plain Java: the annotation that asks for a facade. */
@NullMarked
package suspension.facade;

import org.jspecify.annotations.NullMarked;
