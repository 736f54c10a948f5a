package suspension.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.currentTask;
import static suspension.Async.sleep;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import suspension.Coroutine;
import suspension.EventLoopGroup;
import suspension.Task;

/** Methods that Spring calls, as bodies. */
class SuspendingBeansTest {

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(SuspensionAutoConfiguration.class, SuspendingAutoConfiguration.class))
            .withBean(Log.class)
            .withPropertyValues("suspension.loops=2", "suspension.name=orders");

    /** What happened, for the test to wait for. */
    static class Log {
        private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

        void add(Object event) {
            events.add(event);
        }

        Object next() throws InterruptedException {
            Object event = events.poll(20, TimeUnit.SECONDS);
            assertThat(event).describedAs("the next event").isNotNull();
            return event;
        }
    }

    // Scheduled methods

    @Configuration(proxyBeanMethods = false)
    @EnableScheduling
    static class Scheduling {

        @Bean
        ThreadPoolTaskScheduler taskScheduler(Log log) {
            ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
            scheduler.setErrorHandler(log::add);
            return scheduler;
        }
    }

    static class Sweep {
        private final Log log;

        Sweep(Log log) {
            this.log = log;
        }

        @Suspending
        @Scheduled(fixedDelay = 1)
        public void sweep() {
            log.add("begins as " + currentTask().name());
            sleep(Duration.ofMillis(2));
            log.add("ends");
        }
    }

    @Test
    void scheduledMethodsAreBodiesAndTheirDelayBeginsAtTheirEnd() {
        contexts.withUserConfiguration(Scheduling.class).withBean(Sweep.class).run(context -> {
            Log log = context.getBean(Log.class);
            for (int i = 0; i < 3; i++) {
                assertThat(log.next()).isEqualTo("begins as SuspendingBeansTest.Sweep.sweep");
                assertThat(log.next()).isEqualTo("ends");
            }
        });
    }

    static class Failing {
        @Suspending
        @Scheduled(fixedDelay = 100_000)
        public void fail() throws IOException {
            sleep(Duration.ofMillis(1));
            throw new IOException("dry");
        }
    }

    @Test
    void failureOfAScheduledMethodReachesTheErrorHandler() {
        contexts.withUserConfiguration(Scheduling.class)
                .withBean(Failing.class)
                .run(context -> assertThat(
                                (Throwable) context.getBean(Log.class).next())
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessage("dry"));
    }

    static class Stuck {
        private final Log log;

        Stuck(Log log) {
            this.log = log;
        }

        @Suspending
        @Scheduled(fixedDelay = 1)
        public void waitForEver() {
            log.add("began");
            try {
                sleep(Duration.ofDays(1));
            } catch (CancellationException e) {
                log.add("cancelled");
                throw e;
            }
        }
    }

    @Test
    void scheduledBodyThatOutlivesTheShutdownPhaseIsCancelled() throws Exception {
        Log log = new Log();
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(SuspensionAutoConfiguration.class, SuspendingAutoConfiguration.class))
                .withBean("events", Log.class, () -> log)
                .withUserConfiguration(Scheduling.class, ShortPhases.class)
                .withBean(Stuck.class)
                .run(context -> assertThat(log.next()).isEqualTo("began"));
        assertThat(log.next()).isEqualTo("cancelled");
    }

    @Configuration(proxyBeanMethods = false)
    static class ShortPhases {
        @Bean
        static DefaultLifecycleProcessor lifecycleProcessor() {
            DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
            processor.setTimeoutPerShutdownPhase(100);
            return processor;
        }
    }

    static class Cold {
        private final Log log;

        Cold(Log log) {
            this.log = log;
        }

        @Scheduled(fixedDelay = 100_000)
        public Coroutine<Void> job() {
            return Coroutine.of(() -> {
                        sleep(Duration.ofMillis(1));
                        log.add("ran as " + currentTask().name());
                    })
                    .named("cold job");
        }

        @EventListener
        public Coroutine<String> on(Integer order) {
            return Coroutine.of(() -> {
                sleep(Duration.ofMillis(1));
                return "order " + order;
            });
        }

        @EventListener
        public void on(String answer) {
            log.add(answer);
        }
    }

    @Test
    void scheduledMethodsMayReturnCoroutines() {
        contexts.withUserConfiguration(Scheduling.class)
                .withBean(Cold.class)
                .run(context -> assertThat(context.getBean(Log.class).next()).isEqualTo("ran as cold job"));
    }

    @Test
    void whatACoroutineOfAListenerGivesIsAnEvent() {
        contexts.withBean(Cold.class).run(context -> {
            context.publishEvent(7);
            assertThat(context.getBean(Log.class).next()).isEqualTo("order 7");
        });
    }

    // Listeners

    static class Listener {
        private final Log log;

        Listener(Log log) {
            this.log = log;
        }

        @Suspending
        @EventListener
        public void on(Integer order) {
            if (order < 0) {
                throw new IllegalStateException("unknown order");
            }
            sleep(Duration.ofMillis(1));
            log.add(currentTask());
        }
    }

    @Test
    void listenersAreBodiesAndThePublisherWaitsForThem() {
        contexts.withBean(Listener.class).run(context -> {
            context.publishEvent(7);
            Task<?> seen = (Task<?>) context.getBean(Log.class).events.remove();
            assertThat(seen.name()).isEqualTo("SuspendingBeansTest.Listener.on");
            assertThatThrownBy(() -> context.publishEvent(-1))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("unknown order");
        });
    }

    @Test
    void inABodyAListenerIsCalledByThatBody() {
        contexts.withBean(Listener.class).run(context -> {
            Task<Void> publishing =
                    context.getBean(EventLoopGroup.class).createTask("publishing", () -> context.publishEvent(7));
            publishing.join();
            assertThat(context.getBean(Log.class).next()).isSameAs(publishing);
        });
    }

    // Runners

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({SuspensionAutoConfiguration.class, SuspendingAutoConfiguration.class})
    @Import({Log.class, Warmup.class})
    static class Application {

        @Bean
        ApplicationRunner lambda(EventLoopGroup loops, Log log) {
            return args -> loops.run(() -> {
                sleep(Duration.ofMillis(1));
                log.add("lambda");
            });
        }
    }

    @Suspending
    static class Warmup implements ApplicationRunner {
        private final Log log;

        Warmup(Log log) {
            this.log = log;
        }

        @Override
        public void run(ApplicationArguments args) throws IOException {
            sleep(Duration.ofMillis(1));
            log.add(currentTask().name());
            if (args.containsOption("fail")) {
                throw new IOException("dry");
            }
        }
    }

    private static SpringApplication application() {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        return application;
    }

    @Test
    void runnersAreBodies() {
        try (var context = application().run()) {
            assertThat(List.copyOf(context.getBean(Log.class).events))
                    .containsExactlyInAnyOrder("SuspendingBeansTest.Warmup.run", "lambda");
        }
    }

    @Test
    void failureOfARunnerEndsTheApplication() {
        assertThatThrownBy(() -> application().run("--fail"))
                .isInstanceOf(IllegalStateException.class)
                .cause()
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("dry");
    }

    // Which methods

    @Suspending
    static class Prices {
        public int price() throws IOException {
            currentTask();
            throw new IOException("dry");
        }

        public Thread recursive() {
            return Thread.currentThread();
        }

        public CompletableFuture<Thread> later() {
            return CompletableFuture.completedFuture(Thread.currentThread());
        }

        @Override
        public String toString() {
            return "prices on " + Thread.currentThread().getName();
        }
    }

    @Test
    void checkedExceptionsArriveAsTheyAre() {
        contexts.withBean(Prices.class)
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(Prices.class).price())
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessage("dry"));
    }

    @Test
    void inABodyACallIsACall() {
        contexts.withBean(Prices.class).run(context -> {
            Prices prices = context.getBean(Prices.class);
            Thread[] own = new Thread[1];
            Thread called = context.getBean(EventLoopGroup.class).<Thread, RuntimeException>run(() -> {
                own[0] = Thread.currentThread();
                return prices.recursive();
            });
            assertThat(called).isSameAs(own[0]);
            assertThat(prices.recursive()).isNotSameAs(Thread.currentThread());
        });
    }

    @Test
    void asynchronousMethodsAndThoseOfEveryObjectStayOnTheCallersThread() {
        contexts.withBean(Prices.class).run(context -> {
            Prices prices = context.getBean(Prices.class);
            assertThat(prices.later()).isCompletedWithValue(Thread.currentThread());
            assertThat(prices.toString())
                    .isEqualTo("prices on " + Thread.currentThread().getName());
        });
    }

    @SuspendController
    static class Orders {
        public String order() {
            return "order";
        }
    }

    @Test
    void controllersAreLeftToThoseWhoCallThem() {
        contexts.withBean(Orders.class).withBean(Prices.class).run(context -> {
            assertThat(AopUtils.isAopProxy(context.getBean(Orders.class))).isFalse();
            assertThat(AopUtils.isAopProxy(context.getBean(Prices.class))).isTrue();
        });
    }
}
