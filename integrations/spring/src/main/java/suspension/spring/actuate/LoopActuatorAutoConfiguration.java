package suspension.spring.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import suspension.EventLoopGroup;
import suspension.spring.SuspensionAutoConfiguration;

/** Tells of the service's loops, with what of Micrometer and Spring Boot's Actuator there is. */
@AutoConfiguration(
        after = SuspensionAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
        })
public class LoopActuatorAutoConfiguration {

    /** Made by Spring. */
    public LoopActuatorAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class Metrics {

        @Bean
        @ConditionalOnMissingBean
        LoopMetrics suspensionLoopMetrics(EventLoopGroup loops) {
            return new LoopMetrics(loops);
        }
    }
}
