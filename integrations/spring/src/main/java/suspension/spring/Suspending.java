package suspension.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Methods that Spring calls, and that run as bodies on one of the service's loops: straight-line code that may suspend
 * with the operations of {@link suspension.Async}. On a class, all of them; on a method, that one.
 *
 * <p>These are the methods that Spring finds by an annotation or an interface of its own: handler methods of
 * controllers, scheduled methods, event listeners and runners. The thread that calls such a method does not block in a
 * web request; who gives up the call cancels the body. A method that returns something asynchronous already, such as a
 * {@link suspension.Task}, a {@code Mono} or a {@code CompletableFuture}, is left as it is, and so are Kotlin's suspend
 * functions.
 *
 * @see SuspendController
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Suspending {}
