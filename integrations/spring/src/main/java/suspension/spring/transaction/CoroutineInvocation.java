package suspension.spring.transaction;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/** A call of a method that gives a coroutine. To proceed is to run the coroutine too, in the calling body. */
record CoroutineInvocation(MethodInvocation original) implements MethodInvocation {

    @Override
    public @Nullable Object proceed() throws Throwable {
        try {
            return Invocations.awaitCoroutine(original);
        } catch (Throwable e) {
            throw Invocations.unwrapped(e);
        }
    }

    @Override
    public Method getMethod() {
        return original.getMethod();
    }

    @Override
    public @Nullable Object[] getArguments() {
        return original.getArguments();
    }

    @Override
    public @Nullable Object getThis() {
        return original.getThis();
    }

    @Override
    public AccessibleObject getStaticPart() {
        return original.getStaticPart();
    }
}
