package suspension.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static suspension.Async.sleep;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.EmptyCoroutineContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.Task;
import suspension.spring.EventLoopGroupCustomizer;
import suspension.spring.SuspendController;
import suspension.spring.SuspensionAutoConfiguration;

/** A servlet request that times out just as its task starts. */
class MvcRequestEndsAtStartTest {

    @Configuration
    @Import(Bodies.class)
    static class Application {

        /** Runs between the start of the asynchronous request and that of the task. */
        @Bean
        EventLoopGroupCustomizer timeoutOfTheRequest() {
            return loops -> loops.each(loop -> loop.capture(() -> {
                if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
                    timeOut((MockAsyncContext) attributes.getRequest().getAsyncContext());
                }
                return EmptyCoroutineContext.INSTANCE;
            }));
        }
    }

    private static void timeOut(MockAsyncContext request) {
        for (AsyncListener listener : request.getListeners()) {
            try {
                listener.onTimeout(new AsyncEvent(request));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @SuspendController
    static class Bodies {

        @GetMapping("/forever")
        String forever() {
            sleep(Duration.ofDays(1));
            return "too late";
        }
    }

    @Test
    void cancelsTheTask() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DispatcherServletAutoConfiguration.class,
                        WebMvcAutoConfiguration.class,
                        SuspensionAutoConfiguration.class,
                        MvcAutoConfiguration.class))
                .withUserConfiguration(Application.class)
                .withPropertyValues("suspension.loops=1")
                .run(context -> {
                    MockMvcBuilders.webAppContextSetup(context).build().perform(get("/forever"));
                    EventLoop loop = context.getBean(EventLoopGroup.class).next();
                    for (Task<?> task : loop.tasks()) {
                        assertThatThrownBy(() -> task.get(10, TimeUnit.SECONDS)).hasMessageContaining("timed out");
                    }
                    assertThat(loop.statistics().cancelledTasks()).isEqualTo(1);
                });
    }
}
