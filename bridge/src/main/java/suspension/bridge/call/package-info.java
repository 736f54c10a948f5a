/** Calls between the languages: suspend functions that Java awaits, and suspend functions that Java implements. */
@NullMarked
package suspension.bridge.call;

import org.jspecify.annotations.NullMarked;
