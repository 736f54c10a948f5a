package suspension.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import suspension.EventLoop;
import suspension.EventLoopGroup;

class SuspensionAutoConfigurationTest {

    private final ApplicationContextRunner contexts =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SuspensionAutoConfiguration.class));

    @Test
    void serviceHasLoopForEachProcessor() {
        contexts.run(context -> assertThat(context.getBean(EventLoopGroup.class).loops())
                .hasSize(Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void propertiesSayHowManyLoopsThereAreAndHowTheyAreCalled() {
        contexts.withPropertyValues("suspension.loops=3", "suspension.name=orders")
                .run(context -> assertThat(context.getBean(EventLoopGroup.class).loops())
                        .extracting(EventLoop::name)
                        .containsExactly("orders-1", "orders-2", "orders-3"));
    }

    @Test
    void loopsAreCalledAsTheApplicationIs() {
        contexts.withPropertyValues("suspension.loops=1", "spring.application.name=shop")
                .run(context ->
                        assertThat(context.getBean(EventLoop.class).name()).isEqualTo("shop-1"));
    }

    @Test
    void oneLoopOfManyIsNoBean() {
        contexts.withPropertyValues("suspension.loops=2")
                .run(context -> assertThat(context).doesNotHaveBean(EventLoop.class));
    }

    @Test
    void customizersComeAfterProperties() {
        contexts.withUserConfiguration(Customized.class)
                .withPropertyValues("suspension.loops=2", "suspension.name=orders")
                .run(context -> assertThat(context.getBean(EventLoopGroup.class).loops())
                        .extracting(EventLoop::name)
                        .containsExactly("special-1", "special-2", "special-3"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Customized {
        @Bean
        EventLoopGroupCustomizer three() {
            return loops -> loops.size(3).name("special");
        }
    }

    @Test
    void groupOfTheUsersOwnIsUsed() {
        contexts.withUserConfiguration(OwnGroup.class)
                .run(context -> assertThat(context.getBean(EventLoopGroup.class).loops())
                        .extracting(EventLoop::name)
                        .containsExactly("mine-1"));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnGroup {
        @Bean(destroyMethod = "")
        EventLoopGroup mine() {
            return EventLoopGroup.builder().size(1).name("mine").build();
        }
    }

    @Test
    void closingTheContextCancelsWhatRunsOnTheLoops() {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        contexts.run(context -> {
            EventLoopGroup loops = context.getBean(EventLoopGroup.class);
            loops.run(() -> {
                createTask(() -> {
                    try {
                        sleep(Duration.ofDays(1));
                    } finally {
                        log.add("cleaned up");
                    }
                });
                sleep(Duration.ZERO);
            });
        });
        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    void whatIsStuckAtShutdownIsNamedInTheLog() {
        List<EventLoopGroup> kept = new ArrayList<>();
        Gate gate = new Gate();
        Records log = new Records();
        Logger logger = Logger.getLogger("suspension");
        logger.addHandler(log);
        contexts.withPropertyValues("suspension.shutdown-timeout=50ms", "suspension.name=orders")
                .run(context -> {
                    EventLoopGroup loops = context.getBean(EventLoopGroup.class);
                    kept.add(loops);
                    loops.createTask("report", gate::block);
                    gate.awaitBlocked();
                });
        logger.removeHandler(log);
        assertThat(log.messages)
                .anySatisfy(message ->
                        assertThat(message).contains("report").contains("SuspensionAutoConfigurationTest$Gate.block"));
        gate.open();
        kept.get(0).close();
    }

    /** What the library logs, wherever the tests before have led the output of the process. */
    static final class Records extends Handler {
        private final List<String> messages = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(LogRecord record) {
            messages.add(record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** Blocks the thread that enters, whatever it is told. */
    static final class Gate {
        private boolean blocked;
        private boolean open;

        synchronized void block() {
            blocked = true;
            notifyAll();
            while (!open) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // stays
                }
            }
        }

        synchronized void awaitBlocked() throws InterruptedException {
            while (!blocked) {
                wait();
            }
        }

        synchronized void open() {
            open = true;
            notifyAll();
        }
    }

    @Test
    void groupOfTheUsersOwnMayHaveWhatTheStartersHas() {
        contexts.withUserConfiguration(PreparedGroup.class)
                .withPropertyValues("suspension.name=orders")
                .run(context -> assertThat(context.getBean(EventLoopGroup.class).loops())
                        .extracting(EventLoop::name)
                        .containsExactly("orders-1"));
    }

    @Configuration(proxyBeanMethods = false)
    static class PreparedGroup {
        @Bean(destroyMethod = "")
        EventLoopGroup mine(EventLoopGroup.Builder loops) {
            return loops.size(1).build();
        }
    }

    @Test
    void childUsesTheLoopsOfItsParentAndLeavesThemOpen() {
        contexts.run(parent -> {
            EventLoopGroup loops = parent.getBean(EventLoopGroup.class);
            contexts.withParent(parent)
                    .run(child ->
                            assertThat(child.getBean(EventLoopGroup.class)).isSameAs(loops));
            assertThat(loops.loops()).noneMatch(EventLoop::isClosed);
        });
    }

    @Test
    void contextThatIsClosedAfterItWasStoppedGivesBodiesTheirTime() {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        contexts.run(context -> {
            context.getBean(EventLoopGroup.class).run(() -> {
                createTask(() -> {
                    try {
                        sleep(Duration.ofDays(1));
                    } finally {
                        sleep(Duration.ofMillis(300)); // longer than it takes to log what is stuck
                        log.add("cleaned up");
                    }
                });
                sleep(Duration.ZERO);
            });
            context.getSourceApplicationContext().stop();
        });
        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    void stoppedContextCanGoOn() {
        contexts.run(context -> {
            EventLoopGroup loops = context.getBean(EventLoopGroup.class);
            context.getSourceApplicationContext().stop();
            context.getSourceApplicationContext().start();
            assertThat(loops.<Integer, RuntimeException>run(() -> 42)).isEqualTo(42);
        });
    }
}
