package suspension.spring.transaction;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.sleep;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import suspension.EventLoopGroup;
import suspension.Task;
import suspension.interop.Suspend;
import suspension.spring.Reactive;
import suspension.spring.SuspensionAutoConfiguration;

/** Suspend functions of beans that Spring proxies, implemented in Java and in Kotlin. */
class SuspendFunctionTransactionTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static AnnotationConfigApplicationContext classes;
    private static AnnotationConfigApplicationContext interfaces;

    private final List<String> log = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        classes = new AnnotationConfigApplicationContext(Classes.class);
        interfaces = new AnnotationConfigApplicationContext(Interfaces.class);
    }

    @AfterAll
    static void close() {
        classes.close();
        interfaces.close();
    }

    @BeforeEach
    void clear() {
        for (AnnotationConfigApplicationContext context : List.of(classes, interfaces)) {
            context.getBean(DatabaseClient.class)
                    .sql("delete from orders")
                    .then()
                    .block();
        }
    }

    private static AnnotationConfigApplicationContext context(String bean) {
        return bean.endsWith("ByInterface") ? interfaces : classes;
    }

    private static Placing placing(String bean) {
        Placing placing = context(bean).getBean(bean.replace("ByInterface", ""), Placing.class);
        assertThat(AopUtils.isAopProxy(placing)).isTrue();
        assertThat(AopUtils.isCglibProxy(placing)).isEqualTo(!bean.endsWith("ByInterface"));
        return placing;
    }

    private static EventLoopGroup loops(String bean) {
        return context(bean).getBean(EventLoopGroup.class);
    }

    private static List<String> rows(String bean) {
        return requireNonNull(context(bean)
                .getBean(DatabaseClient.class)
                .sql("select name from orders order by name")
                .map(row -> requireNonNull(row.get(0, String.class)))
                .all()
                .collectList()
                .block());
    }

    static class Reactively {

        @Bean
        ConnectionFactory connections() {
            return ConnectionFactories.get(
                    "r2dbc:h2:mem:///suspend" + NUMBER.incrementAndGet() + "?options=DB_CLOSE_DELAY=-1");
        }

        @Bean
        DatabaseClient client(ConnectionFactory connections) {
            DatabaseClient client = DatabaseClient.create(connections);
            client.sql("create table orders (name varchar(50))").then().block();
            return client;
        }

        @Bean
        ReactiveTransactionManager transactions(ConnectionFactory connections) {
            return new R2dbcTransactionManager(connections);
        }

        @Bean
        JavaPlacing java(DatabaseClient client) {
            return new JavaPlacing(client);
        }

        @Bean
        KotlinPlacing kotlin(DatabaseClient client) {
            return new KotlinPlacing(client);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    @Import({SuspensionAutoConfiguration.class, TransactionAutoConfiguration.class})
    static class Classes extends Reactively {}

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @Import({SuspensionAutoConfiguration.class, TransactionAutoConfiguration.class})
    static class Interfaces extends Reactively {}

    static class JavaPlacing implements Placing {

        private final DatabaseClient client;
        static volatile CompletableFuture<Void> waiting = new CompletableFuture<>();

        JavaPlacing(DatabaseClient client) {
            this.client = client;
        }

        @Override
        @Transactional
        public Object place(List<String> names, Continuation<? super Integer> continuation) {
            return Suspend.implement(continuation, () -> {
                for (String name : names) {
                    insert(name);
                }
                return names.size();
            });
        }

        private void insert(String name) {
            if (name.equals("bad")) {
                throw new IllegalArgumentException("bad order");
            }
            Reactive.await(client.sql("insert into orders values (:name)")
                    .bind("name", name)
                    .then());
            sleep(Duration.ofMillis(1));
            if (name.equals("endless")) {
                waiting.complete(null);
                sleep(Duration.ofDays(1));
            }
        }

        @Override
        @Transactional
        public Object ready(Continuation<? super String> continuation) {
            return Suspend.implement(continuation, CompletableFuture.completedStage("ready"));
        }

        @Override
        @Transactional
        public Object placeOne(String name, Continuation<? super Unit> continuation) {
            return Suspend.implement(continuation, () -> insert(name));
        }
    }

    // Reactive transactions

    @ParameterizedTest
    @ValueSource(strings = {"java", "javaByInterface", "kotlin", "kotlinByInterface"})
    void valueIsCommittedAndCallerGoesOnOnce(String bean) {
        int placed = loops(bean).<Integer>run(c -> PlacingKt.placeAndLog(placing(bean), List.of("a", "b"), log, c));
        assertThat(placed).isEqualTo(2);
        assertThat(log).containsExactly("placed 2");
        assertThat(rows(bean)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "javaByInterface", "kotlin", "kotlinByInterface"})
    void exceptionRollsBackAndCallerGoesOnOnce(String bean) {
        assertThatThrownBy(() -> loops(bean)
                        .<Integer>run(c -> PlacingKt.placeAndLog(placing(bean), List.of("a", "bad"), log, c)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("bad order");
        assertThat(log).containsExactly("failed: bad order");
        assertThat(rows(bean)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "javaByInterface", "kotlin", "kotlinByInterface"})
    void functionsThatDoNotSuspendAndThoseWithoutValueWork(String bean) {
        loops(bean).<Unit>run(c -> PlacingKt.callOthers(placing(bean), log, c));
        assertThat(log).containsExactly("ready", "placed one");
        assertThat(rows(bean)).containsExactly("one");
    }

    @Test
    void cancelledCallerRollsBack() {
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        JavaPlacing.waiting = waiting;
        Task<Integer> task = loops("java")
                .<Integer>createTask(c -> PlacingKt.placeAndLog(placing("java"), List.of("a", "endless"), log, c));
        waiting.join();
        task.cancel();
        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        assertThat(log).isEmpty();
        assertThat(rows("java")).isEmpty();
    }

    // Transactions that are bound to a thread

    @Lazy
    static class JdbcPlacing extends JavaPlacing {

        JdbcPlacing() {
            super(DatabaseClient.create(ConnectionFactories.get("r2dbc:h2:mem:///unused")));
        }

        @Override
        @Transactional
        public Object ready(Continuation<? super String> continuation) {
            throw new AssertionError("must not be called");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    @Import({SuspensionAutoConfiguration.class, TransactionAutoConfiguration.class})
    static class Jdbc {

        @Bean
        PlatformTransactionManager transactions() {
            return new DataSourceTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:suspend"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({Jdbc.class, JdbcPlacing.class})
    static class LazyJdbc {}

    @Configuration(proxyBeanMethods = false)
    @Import(Jdbc.class)
    static class EagerJdbc {

        @Bean
        JdbcPlacing placing() {
            return new JdbcPlacing();
        }
    }

    @Test
    void transactionOfThreadAroundSuspendFunctionInJavaIsRefused() {
        try (var context = new AnnotationConfigApplicationContext(LazyJdbc.class)) {
            Placing placing = context.getBean(Placing.class);
            assertThatIllegalStateException()
                    .isThrownBy(() -> context.getBean(EventLoopGroup.class).<String>run(placing::ready))
                    .withMessageContaining("JdbcPlacing.ready is a suspend function")
                    .withMessageContaining("reactive transaction manager");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> new AnnotationConfigApplicationContext(EagerJdbc.class))
                .withMessageContaining("is a suspend function");
    }
}
