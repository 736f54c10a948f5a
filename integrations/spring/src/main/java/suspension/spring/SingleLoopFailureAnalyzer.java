package suspension.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import suspension.EventLoop;
import suspension.EventLoopGroup;

/** Says what to do when a bean wants the loop, and there are several. */
@Order(Ordered.HIGHEST_PRECEDENCE) // the analyzer of Spring Boot's own knows only that there is no such bean
final class SingleLoopFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

    private final ListableBeanFactory beans;

    SingleLoopFailureAnalyzer(BeanFactory beans) {
        this.beans = (ListableBeanFactory) beans; // as that of every application context
    }

    @Override
    protected @Nullable FailureAnalysis analyze(
            Throwable rootFailure, NoSuchBeanDefinitionException cause, @Nullable String description) {
        Class<?> wanted = cause.getResolvableType() == null
                ? null
                : cause.getResolvableType().resolve();
        if (wanted != EventLoop.class || beans.getBeanNamesForType(EventLoopGroup.class, true, false).length == 0) {
            return null;
        }
        return new FailureAnalysis(
                (description == null ? "A bean" : description)
                        + " wants an EventLoop, but the service has an EventLoopGroup, of one loop for each processor"
                        + " unless suspension.loops says otherwise, and no loop among them is the loop.",
                "Inject EventLoopGroup instead, and call run or createTask of it; its next() gives a loop. Or set"
                        + " suspension.loops=1, and the one loop is a bean.",
                cause);
    }
}
