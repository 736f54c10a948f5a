package suspension.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.sleep;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.Task;
import suspension.spring.SuspensionAutoConfiguration;

class LoopMetricsTest {

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SuspensionAutoConfiguration.class, LoopActuatorAutoConfiguration.class))
            .withPropertyValues("suspension.loops=1", "suspension.name=orders");

    @Test
    void registriesOfTheServiceHaveTheMetersOfEachLoop() {
        contexts.withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class))
                .withPropertyValues("suspension.loops=2")
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertThat(registry.get("suspension.loop.tasks").gauges())
                            .extracting(gauge -> gauge.getId().getTag("loop"))
                            .containsExactlyInAnyOrder("orders-1", "orders-2");
                });
    }

    @Test
    void withoutARegistryThereAreNoMeters() {
        contexts.run(context -> assertThat(context).doesNotHaveBean(LoopMetrics.class));
    }

    @Test
    void serviceNeedsNoMicrometer() {
        contexts.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(LoopMetrics.class));
    }

    @Test
    void tasksAreCountedByHowTheyEnded() {
        try (EventLoopGroup loops = EventLoopGroup.builder()
                .size(1)
                .name("orders")
                .each(loop -> loop.exceptionHandler(error -> {}))
                .build()) {
            MeterRegistry registry = bound(loops);
            loops.createTask(() -> "value").join();
            Task<String> failing = loops.createTask(() -> {
                throw new IllegalStateException("dry");
            });
            assertThatThrownBy(failing::join).hasMessage("dry");
            Task<Void> cancelled = loops.createTask(() -> sleep(Duration.ofDays(1)));
            cancelled.cancel();
            assertThatThrownBy(cancelled::join);
            loops.createTask(() -> sleep(Duration.ofDays(1)));
            loops.createTask(() -> sleep(Duration.ofDays(1)));
            assertThat(registry.get("suspension.loop.tasks").gauge().value()).isEqualTo(2);
            assertThat(registry.get("suspension.loop.tasks.started")
                            .functionCounter()
                            .count())
                    .isEqualTo(5);
            assertThat(ended(registry, "success")).isEqualTo(1);
            assertThat(ended(registry, "failure")).isEqualTo(1);
            assertThat(ended(registry, "cancelled")).isEqualTo(1);
        }
    }

    private static double ended(MeterRegistry registry, String outcome) {
        return registry.get("suspension.loop.tasks.ended")
                .tag("loop", "orders-1")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }

    @Test
    void slicesAndLagsAreTimes() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (EventLoopGroup loops = EventLoopGroup.builder().size(1).build()) {
            MeterRegistry registry = bound(loops);
            EventLoop loop = loops.next();
            loop.execute(() -> {
                held.countDown();
                awaitUninterruptibly(release);
            });
            held.await();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (lag(registry) < 5 && System.nanoTime() - deadline < 0) {
                Thread.onSpinWait();
            }
            assertThat(lag(registry)).isGreaterThanOrEqualTo(5);
            release.countDown();
            loop.run(() -> {});
            assertThat(registry.get("suspension.loop.slice.max").timeGauge().value(TimeUnit.MILLISECONDS))
                    .isGreaterThanOrEqualTo(5);
            assertThat(registry.get("suspension.loop.slices").functionTimer().totalTime(TimeUnit.MILLISECONDS))
                    .isGreaterThanOrEqualTo(5);
            assertThat(registry.get("suspension.loop.slices").functionTimer().count())
                    .isGreaterThanOrEqualTo(2);
            assertThat(registry.get("suspension.loop.threads")
                            .tag("kind", "loop")
                            .gauge()
                            .value())
                    .isGreaterThanOrEqualTo(1);
        }
    }

    /** In milliseconds. */
    private static double lag(MeterRegistry registry) {
        return registry.get("suspension.loop.lag")
                .tag("kind", "queue")
                .timeGauge()
                .value(TimeUnit.MILLISECONDS);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static MeterRegistry bound(EventLoopGroup loops) {
        MeterRegistry registry = new SimpleMeterRegistry();
        new LoopMetrics(loops).bindTo(registry);
        return registry;
    }
}
