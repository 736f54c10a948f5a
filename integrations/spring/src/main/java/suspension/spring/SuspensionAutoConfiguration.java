package suspension.spring;

import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Scope;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.env.Environment;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.spring.context.TaskContext;

/** Gives the service its loops, and closes them with the context. */
@AutoConfiguration
@EnableConfigurationProperties(SuspensionProperties.class)
public class SuspensionAutoConfiguration {

    /** Made by Spring. */
    public SuspensionAutoConfiguration() {}

    /** For a group of the service's own: with the properties, the customizers, and what must follow a request. */
    @Bean
    @Scope("prototype")
    @ConditionalOnMissingBean
    EventLoopGroup.Builder eventLoopGroupBuilder(
            SuspensionProperties properties,
            Environment environment,
            ObjectProvider<EventLoopGroupCustomizer> customizers) {
        EventLoopGroup.Builder loops = EventLoopGroup.builder();
        if (properties.loops() != null) {
            set("suspension.loops", properties.loops(), loops::size);
        }
        String name =
                properties.name() != null ? properties.name() : environment.getProperty("spring.application.name");
        if (name != null) {
            loops.name(name);
        }
        loops.each(loop -> {
            if (properties.debug() != null) {
                loop.debug(properties.debug());
            }
            set("suspension.slow-slice", properties.slowSlice(), loop::slowSlice);
            loop.capture(properties.contextPropagation() ? TaskContext::capture : TaskContext::captureSubscriber);
        });
        customizers.orderedStream().forEach(customizer -> customizer.customize(loops));
        return loops;
    }

    @Bean(destroyMethod = "") // LoopsLifecycle closes them
    @ConditionalOnMissingBean
    EventLoopGroup eventLoopGroup(EventLoopGroup.Builder loops) {
        return loops.build();
    }

    /** Makes a setting. If its value is refused, the message names the property. */
    private static <T> void set(String property, T value, Consumer<T> setting) {
        try {
            setting.accept(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(property, value, e.getMessage());
        }
    }

    @Bean(destroyMethod = "") // its group's
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "suspension.loops", havingValue = "1")
    EventLoop eventLoop(EventLoopGroup loops) {
        return loops.loops().get(0);
    }

    @Bean
    @ConditionalOnBean(value = EventLoopGroup.class, search = SearchStrategy.CURRENT) // a parent closes its own
    LoopsLifecycle eventLoopsLifecycle(
            EventLoopGroup loops,
            SuspensionProperties properties,
            Environment environment,
            ApplicationContext context) {
        Duration phase = environment.getProperty(
                "spring.lifecycle.timeout-per-shutdown-phase", Duration.class, Duration.ofSeconds(30));
        Duration wanted = properties.shutdownTimeout();
        return new LoopsLifecycle(loops, wanted == null || wanted.compareTo(phase) > 0 ? phase : wanted, context);
    }

    @Bean
    ReactiveAdapters suspensionReactiveAdapters(
            EventLoopGroup loops, ObjectProvider<ReactiveAdapterRegistry> registries, ApplicationContext context) {
        return new ReactiveAdapters(loops, registries, context);
    }
}
