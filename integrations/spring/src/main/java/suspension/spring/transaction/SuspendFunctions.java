package suspension.spring.transaction;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.reactor.MonoKt;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.core.KotlinDetector;

/**
 * Lets Spring's proxies call suspend functions that Java classes implement. Advice around a suspend function of Kotlin gets
 * a publisher that calls the function, and the proxy awaits the publisher. For the method of a Java class, Spring's publisher
 * passes the continuation of the proxy's caller to the method. Then the method resumes that caller itself, past all
 * advice, and the publisher never ends: neither do transactions around it. This calls the method in the publisher, with a
 * continuation of the publisher's own.
 */
final class SuspendFunctions implements SmartInstantiationAwareBeanPostProcessor {

    @Override
    public Object getEarlyBeanReference(Object bean, String beanName) {
        return postProcessAfterInitialization(bean, beanName);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof Advised proxy && !proxy.isFrozen()) {
            Class<?> targetClass = proxy.getTargetClass();
            if (targetClass != null && hasSuspendFunction(targetClass)) {
                proxy.addAdvisor(new Last());
            }
        }
        return bean;
    }

    private static boolean hasSuspendFunction(Class<?> targetClass) {
        for (Method method : targetClass.getMethods()) {
            if (isImplementedInJava(method, targetClass)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a call of the method would be one of a suspend function in a Java class. */
    static boolean isImplementedInJava(Method method, @Nullable Class<?> targetClass) {
        return KotlinDetector.isSuspendingFunction(method)
                && !KotlinDetector.isKotlinType(
                        AopUtils.getMostSpecificMethod(method, targetClass).getDeclaringClass());
    }

    /** The last advice, which calls the method. */
    private static final class Last extends StaticMethodMatcherPointcutAdvisor {

        private static final long serialVersionUID = 1;

        Last() {
            super((MethodInterceptor) Last::call);
            setOrder(LOWEST_PRECEDENCE);
        }

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return isImplementedInJava(method, targetClass);
        }

        private static Object call(MethodInvocation invocation) {
            Object[] arguments = invocation.getArguments();
            CoroutineContext caller = ((Continuation<?>) arguments[arguments.length - 1]).getContext();
            return MonoKt.<Object>mono(caller.minusKey(Job.Key), (scope, continuation) -> {
                Object[] own = arguments.clone();
                own[own.length - 1] = continuation;
                return invoke(invocation.getMethod(), invocation.getThis(), own);
            });
        }

        private static @Nullable Object invoke(Method method, @Nullable Object target, Object[] arguments) {
            try {
                method.setAccessible(true);
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw Last.<RuntimeException>as(e.getTargetException());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Kotlin does not tell checked exceptions from others. */
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <X extends Throwable> X as(Throwable e) throws X {
            throw (X) e;
        }
    }
}
