package suspension.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.web.bind.annotation.RestController;

/**
 * A {@link RestController} whose handler methods run as bodies on one of the service's loops. They are straight-line
 * code that may suspend, in Spring MVC as well as in WebFlux.
 *
 * <pre>{@code
 * @SuspendController
 * class UserController {
 *     @GetMapping("/users/{id}")
 *     User user(@PathVariable String id) {
 *         return await(c -> users.find(id, c)); // a suspend function of Kotlin
 *     }
 * }
 * }</pre>
 *
 * @see Suspending
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RestController
@Suspending
public @interface SuspendController {

    /**
     * Returns the name of the bean.
     *
     * @return the name, or the empty string for the one that Spring makes up
     */
    @AliasFor(annotation = RestController.class)
    String value() default "";
}
