/** Event loops in a Spring Boot service. Everything is set up by itself; properties and beans change it. */
@NullMarked
package suspension.spring;

import org.jspecify.annotations.NullMarked;
