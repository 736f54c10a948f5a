/** Spring's transactions around bodies, coroutines and tasks. */
@NullMarked
package suspension.spring.transaction;

import org.jspecify.annotations.NullMarked;
