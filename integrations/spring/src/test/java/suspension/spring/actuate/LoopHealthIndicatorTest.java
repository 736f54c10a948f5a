package suspension.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthContributor;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.scheduler.Schedulers;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.spring.SuspensionAutoConfiguration;

class LoopHealthIndicatorTest {

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SuspensionAutoConfiguration.class, LoopActuatorAutoConfiguration.class))
            .withPropertyValues("suspension.loops=2", "suspension.name=orders");

    @Test
    void loopsThatAnswerAreUp() {
        contexts.run(context -> {
            Health health = context.getBean(LoopHealthIndicator.class).health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(loop(health, "orders-1")).containsEntry("status", "UP").containsKey("answerMillis");
            assertThat(loop(health, "orders-2")).containsEntry("status", "UP");
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> loop(Health health, String name) {
        return (Map<String, Object>) ((Map<String, Object>) health.getDetails().get("loops")).get(name);
    }

    @Test
    void loopsThatDoNotAnswerAreDownAndSayWhatHoldsThem() {
        contexts.withPropertyValues("suspension.health.limit=250ms").run(context -> {
            EventLoopGroup loops = context.getBean(EventLoopGroup.class);
            CountDownLatch release = new CountDownLatch(1);
            for (EventLoop loop : loops.loops()) {
                CountDownLatch blocked = new CountDownLatch(1);
                loop.createTask("report of " + loop.name(), () -> block(blocked, release));
                blocked.await();
            }
            long begin = System.nanoTime();
            Health health = context.getBean(LoopHealthIndicator.class).health();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            release.countDown();
            assertThat(took).isBetween(Duration.ofMillis(250), Duration.ofSeconds(15));
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            for (String name : List.of("orders-1", "orders-2")) {
                assertThat(loop(health, name))
                        .containsEntry("status", "DOWN")
                        .containsEntry("reason", "has not answered within 250 ms")
                        .extractingByKey("turn", InstanceOfAssertFactories.map(String.class, Object.class))
                        .containsEntry("task", "report of " + name)
                        .hasEntrySatisfying(
                                "heldMillis", held -> assertThat((long) held).isGreaterThanOrEqualTo(200))
                        .hasEntrySatisfying(
                                "where",
                                where -> assertThat(where.toString())
                                        .contains("LoopHealthIndicatorTest.block(LoopHealthIndicatorTest.java:"));
            }
            loops.loops().forEach(loop -> loop.run(() -> {}));
            assertThat(context.getBean(LoopHealthIndicator.class).health().getStatus())
                    .isEqualTo(Status.UP);
        });
    }

    @Test
    void allLoopsAreAskedAtOnce() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (EventLoopGroup loops = EventLoopGroup.builder().size(40).build()) {
            for (EventLoop loop : loops.loops()) {
                CountDownLatch blocked = new CountDownLatch(1);
                loop.execute(() -> block(blocked, release));
                blocked.await();
            }
            long begin = System.nanoTime();
            Health health = new LoopHealthIndicator(loops, Duration.ofMillis(500)).health();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10)); // and not 20
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            release.countDown();
        }
    }

    private static void block(CountDownLatch blocked, CountDownLatch release) {
        blocked.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closedLoopsAreOutOfService() {
        EventLoopGroup loops = EventLoopGroup.builder().size(2).name("orders").build();
        loops.loops().get(1).close();
        Health health = new LoopHealthIndicator(loops, Duration.ofSeconds(10)).health();
        loops.close();
        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(loop(health, "orders-1")).containsEntry("status", "UP");
        assertThat(loop(health, "orders-2"))
                .containsEntry("status", "OUT_OF_SERVICE")
                .containsEntry("reason", "closed");
    }

    @Test
    void webFluxDoesNotCallItOnAThreadThatMustNotBlock() {
        contexts.run(context -> {
            ReactiveHealthContributor adapted =
                    ReactiveHealthContributor.adapt(context.getBean(LoopHealthIndicator.class));
            Health health = ((ReactiveHealthIndicator) adapted)
                    .health()
                    .doOnNext(seen ->
                            assertThat(Schedulers.isInNonBlockingThread()).isFalse())
                    .subscribeOn(Schedulers.parallel())
                    .block();
            assertThat(health).isNotNull();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void propertyTurnsItOff() {
        contexts.withPropertyValues("management.health.suspension.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(LoopHealthIndicator.class));
    }

    @Test
    void limitThatNoLoopCanKeepNamesTheProperty() {
        contexts.withPropertyValues("suspension.health.limit=0s")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                        .hasMessageContaining("suspension.health.limit")
                        .hasMessageContaining("give a positive limit"));
    }

    @Test
    void serviceNeedsNoHealth() {
        contexts.withClassLoader(new FilteredClassLoader("org.springframework.boot.health"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("suspensionHealthIndicator"));
    }
}
