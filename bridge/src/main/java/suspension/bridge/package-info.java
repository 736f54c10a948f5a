/** What Kotlin callers use: Java bodies in suspend functions, and tasks that a suspend function awaits. */
@NullMarked
package suspension.bridge;

import org.jspecify.annotations.NullMarked;
