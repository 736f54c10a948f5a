/** What follows a request into the tasks that work for it. */
@NullMarked
package suspension.spring.context;

import org.jspecify.annotations.NullMarked;
