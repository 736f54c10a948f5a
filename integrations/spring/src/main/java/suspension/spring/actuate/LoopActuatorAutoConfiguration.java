package suspension.spring.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
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

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
    @EnableConfigurationProperties(LoopHealthProperties.class)
    static class LoopHealth {

        @Bean
        @ConditionalOnEnabledHealthIndicator(
                "suspension") // not on the class: it has a condition that may be absent itself
        @ConditionalOnMissingBean(name = "suspensionHealthIndicator")
        LoopHealthIndicator suspensionHealthIndicator(EventLoopGroup loops, LoopHealthProperties properties) {
            try {
                return new LoopHealthIndicator(loops, properties.limit());
            } catch (IllegalArgumentException e) {
                throw new InvalidConfigurationPropertyValueException(
                        "suspension.health.limit", properties.limit(), e.getMessage());
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
    static class Endpoints {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint
        TasksEndpoint tasksEndpoint(EventLoopGroup loops) {
            return new TasksEndpoint(loops);
        }
    }
}
