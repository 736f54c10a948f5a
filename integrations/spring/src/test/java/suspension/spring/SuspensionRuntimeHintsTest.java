package suspension.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;

class SuspensionRuntimeHintsTest {

    private static RuntimeHints hints() {
        RuntimeHints hints = new RuntimeHints();
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
                .load(RuntimeHintsRegistrar.class)
                .stream()
                .filter(SuspensionRuntimeHints.class::isInstance)
                .forEach(
                        registrar -> registrar.registerHints(hints, SuspensionRuntimeHintsTest.class.getClassLoader()));
        return hints;
    }

    @Test
    void areFoundBySpring() {
        assertThat(hints().reflection().typeHints()).isNotEmpty();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsAreKept() throws Exception {
        RuntimeHints hints = hints();
        Class<?> builder = Class.forName("java.lang.Thread$Builder");
        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(Thread.class.getMethod("ofVirtual"))
                        .and(RuntimeHintsPredicates.reflection()
                                .onMethodInvocation(builder.getMethod("name", String.class)))
                        .and(RuntimeHintsPredicates.reflection()
                                .onMethodInvocation(builder.getMethod("inheritInheritableThreadLocals", boolean.class)))
                        .and(RuntimeHintsPredicates.reflection().onMethodInvocation(builder.getMethod("factory"))))
                .accepts(hints);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void scopedValuesAreKept() throws Exception {
        RuntimeHints hints = hints();
        Class<?> value = Class.forName("java.lang.ScopedValue");
        Class<?> carrier = Class.forName("java.lang.ScopedValue$Carrier");
        assertThat(RuntimeHintsPredicates.reflection()
                        .onMethodInvocation(value.getMethod("isBound"))
                        .and(RuntimeHintsPredicates.reflection().onMethodInvocation(value.getMethod("get")))
                        .and(RuntimeHintsPredicates.reflection()
                                .onMethodInvocation(value.getMethod("where", value, Object.class)))
                        .and(RuntimeHintsPredicates.reflection()
                                .onMethodInvocation(carrier.getMethod("where", value, Object.class)))
                        .and(RuntimeHintsPredicates.reflection()
                                .onMethodInvocation(carrier.getMethod("run", Runnable.class))))
                .accepts(hints);
    }
}
