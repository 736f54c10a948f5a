package suspension.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import suspension.EventLoopGroup;

/** Lets methods of beans with {@link Suspending} run as bodies. */
@AutoConfiguration(after = SuspensionAutoConfiguration.class)
public class SuspendingAutoConfiguration {

    /** Made by Spring. */
    public SuspendingAutoConfiguration() {}

    @Bean
    @ConditionalOnBean(EventLoopGroup.class)
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static SuspendingPostProcessor suspendingPostProcessor(
            ObjectProvider<EventLoopGroup> loops, Environment environment) {
        return new SuspendingPostProcessor(
                loops::getObject, environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
    }
}
