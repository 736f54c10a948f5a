package suspension.spring.transaction;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import suspension.spring.EventLoopGroupCustomizer;
import suspension.spring.SuspensionAutoConfiguration;

/** Makes {@code @Transactional}, and proxies in general, understand coroutines. */
@AutoConfiguration(before = SuspensionAutoConfiguration.class)
public class TransactionAutoConfiguration {

    /** Made by Spring. */
    public TransactionAutoConfiguration() {}

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static SuspendFunctions suspensionSuspendFunctions() {
        return new SuspendFunctions();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(TransactionInterceptor.class)
    static class WithTransactions {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static TransactionInterceptors suspensionTransactionInterceptors(
                ConfigurableListableBeanFactory beans, ApplicationContext context) {
            return new TransactionInterceptors(beans, context);
        }

        @Bean
        EventLoopGroupCustomizer suspensionTransactionGuard() {
            return loops -> loops.each(loop -> loop.context(TransactionGuard.ofLoop()));
        }
    }
}
