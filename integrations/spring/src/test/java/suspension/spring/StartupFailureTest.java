package suspension.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import suspension.EventLoop;

/** What a user reads when the service does not start. */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTest {

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(SuspensionAutoConfiguration.class)
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @Import({Application.class, WantsOne.class})
    static class WithOne {}

    static class WantsOne {
        WantsOne(EventLoop loop) {
            assertThat(loop).isNotNull();
        }
    }

    private static Throwable failureOf(Class<?> application, String... args) {
        SpringApplication started = new SpringApplication(application);
        started.setWebApplicationType(WebApplicationType.NONE);
        started.setRegisterShutdownHook(false);
        return catchThrowable(() -> started.run(args).close());
    }

    @Test
    void whoWantsTheLoopOfSeveralIsToldWhatToInject(CapturedOutput output) {
        assertThat(failureOf(WithOne.class, "--suspension.loops=2")).isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Parameter 0 of constructor in suspension.spring.StartupFailureTest$WantsOne wants an"
                        + " EventLoop, but the service has an EventLoopGroup")
                .contains("Inject EventLoopGroup instead")
                .contains("suspension.loops=1");
        ShownInGuide.as("service-one-loop.txt", analysisIn(output));
    }

    /** Returns the part of the report that is about this failure. */
    private static String analysisIn(CapturedOutput output) {
        String text = output.getOut();
        int end = text.indexOf("\n\n", text.indexOf("Action:") + "Action:\n\n".length());
        return text.substring(text.indexOf("Description:"), end < 0 ? text.length() : end);
    }

    @Test
    void whoWantsTheOnlyLoopGetsIt() {
        assertThat(failureOf(WithOne.class, "--suspension.loops=1")).isNull();
    }

    @Test
    void numberOfLoopsThatCannotBeNamesTheProperty(CapturedOutput output) {
        assertThat(failureOf(Application.class, "--suspension.loops=0")).isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Invalid value '0' for configuration property 'suspension.loops'")
                .contains("A group cannot have 0 loops; give 1 or more");
        ShownInGuide.as("service-no-loops.txt", analysisIn(output));
    }

    @Test
    void limitOfSlicesThatCannotBeNamesTheProperty(CapturedOutput output) {
        assertThat(failureOf(Application.class, "--suspension.slow-slice=0s")).isNotNull();
        assertThat(output)
                .contains("Invalid value '0s' for configuration property 'suspension.slow-slice'")
                .contains("A slice cannot last PT0S; give a positive limit");
    }
}
