/** Handler methods of controllers as bodies, and what they return, in Spring MVC and WebFlux. */
@NullMarked
package suspension.spring.web;

import org.jspecify.annotations.NullMarked;
