package suspension.spring.transaction;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.PriorityOrdered;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/**
 * Puts a {@link CoroutineTransactionInterceptor} in the place of Spring's interceptor, and looks for methods that it will
 * refuse once all beans are there. It comes before what creates proxies, which needs the interceptor.
 */
final class TransactionInterceptors implements BeanPostProcessor, PriorityOrdered, SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;
    private final ApplicationContext context;

    TransactionInterceptors(ConfigurableListableBeanFactory beans, ApplicationContext context) {
        this.beans = beans;
        this.context = context;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        return bean.getClass() == TransactionInterceptor.class
                ? new CoroutineTransactionInterceptor((TransactionInterceptor) bean, managerName(beanName), context)
                : bean;
    }

    /** Returns the manager that XML names. */
    private @Nullable String managerName(String beanName) {
        Object name = !beans.containsBeanDefinition(beanName)
                ? null
                : beans.getMergedBeanDefinition(beanName).getPropertyValues().get("transactionManagerBeanName");
        return name == null ? null : name.toString();
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (String name : beans.getBeanDefinitionNames()) {
            if (beans.getSingleton(name) instanceof Advised proxy) {
                Arrays.stream(proxy.getAdvisors())
                        .map(Advisor::getAdvice)
                        .filter(CoroutineTransactionInterceptor.class::isInstance)
                        .findFirst()
                        .ifPresent(advice ->
                                check((CoroutineTransactionInterceptor) advice, AopUtils.getTargetClass(proxy)));
            }
        }
    }

    private static void check(CoroutineTransactionInterceptor interceptor, Class<?> targetClass) {
        MethodIntrospector.selectMethods(targetClass, (MethodIntrospector.MetadataLookup<String>)
                        method -> refusal(interceptor, method, targetClass))
                .values()
                .forEach(refusal -> {
                    throw new IllegalStateException(refusal);
                });
    }

    private static @Nullable String refusal(
            CoroutineTransactionInterceptor interceptor, Method method, Class<?> targetClass) {
        try {
            return interceptor.refusal(method, targetClass);
        } catch (BeansException | IllegalStateException e) {
            return null; // there is no such manager, which the call will say
        }
    }
}
