package suspension.facade;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Several {@link SuspendFacade}s at one place. Written by the compiler. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface SuspendFacades {

    /**
     * The facades that are asked for.
     *
     * @return the annotations
     */
    SuspendFacade[] value();
}
