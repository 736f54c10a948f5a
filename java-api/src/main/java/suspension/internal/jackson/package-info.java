/**
 * Keeps Jackson from writing a task or a coroutine as a bean. A web framework that does not know them would answer a
 * request with such JSON, {@code {"done":false}} and status 200, before the work is done.
 *
 * <p>Jackson 2 and Jackson 3 each find their module here by {@code META-INF/services}, and so on the class path. Without
 * Jackson nobody loads these classes. The description of this library's module does not provide them: Java refuses to
 * start with a module that provides a service of a package that nobody exports, so every user would need both Jacksons.
 */
@NullMarked
package suspension.internal.jackson;

import org.jspecify.annotations.NullMarked;
