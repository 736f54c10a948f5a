package suspension.facade;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for a facade: Kotlin's API as plain Java. For an interface or a class {@code Users} the annotation processor
 * generates {@code JavaUsers}, for the functions of a file {@code Shop.kt} (the class {@code ShopKt}) it generates
 * {@code JavaShop}, both in the package of the annotated type.
 *
 * <pre>{@code
 * @SuspendFacade(Users.class)
 * final class Main {
 *     static String nameOf(Users users, long id) {
 *         return JavaUsers.of(users).find(id).getName(); // suspends the calling body
 *     }
 * }
 * }</pre>
 *
 * <p>Code that is no body starts the suspend functions instead: {@code users.tasks()} has each of them as a task of the
 * current loop, {@code users.tasks(loop)} and {@code users.futures(loop)} from any thread. Those of a file or an object
 * are at {@code JavaShop.tasks()}, and those of a companion object at {@code JavaUsers.companionTasks()} and {@code
 * JavaUsers.companionFutures(loop)}, because {@code tasks()} is the users' own.
 *
 * <p>A class without Kotlin's metadata, one that is not public, and two facades of one name are errors at the annotation.
 * The facade's own Javadoc lists what it leaves out, with the reason. {@code -Asuspension.kdoc=sources.jar} carries the
 * API's KDoc over; {@code -Asuspension.optIn=annotate} puts the markers of opt-ins on the methods.
 */
@Repeatable(SuspendFacades.class)
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface SuspendFacade {

    /**
     * The Kotlin interface, class or object, or the class of a file's functions.
     *
     * @return the class that Kotlin has compiled
     */
    Class<?> value();

    /**
     * The simple name of the facade, where the usual one does not suit.
     *
     * @return the name; empty for {@code Java} and the name of the class
     */
    String name() default "";
}
