package suspension.spring;

import java.util.function.Supplier;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import suspension.EventLoopGroup;

/**
 * Puts a proxy around beans that have {@link SuspendingMethods}, or adds to the proxy that they have. The body begins
 * before all else that proxies do, so that a transaction, a retry or a cache is in the body.
 */
final class SuspendingPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

    private static final long serialVersionUID = 1L;

    SuspendingPostProcessor(Supplier<EventLoopGroup> loops, boolean proxyTargetClass) {
        this.advisor = new DefaultPointcutAdvisor(new SuspendingMethods(), new SuspendingInterceptor(loops));
        setBeforeExistingAdvisors(true);
        setProxyTargetClass(proxyTargetClass);
        setOrder(LOWEST_PRECEDENCE
                - 1); // before those that look for scheduled methods, and for methods to run elsewhere
    }
}
