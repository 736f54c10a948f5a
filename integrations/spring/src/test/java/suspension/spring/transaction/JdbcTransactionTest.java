package suspension.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.toThread;
import static suspension.Async.withContext;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import suspension.Async;
import suspension.Awaitable;
import suspension.Coroutine;
import suspension.EventLoopGroup;
import suspension.ExceptionGroup;
import suspension.Task;
import suspension.TaskGroup;
import suspension.spring.ShownInGuide;
import suspension.spring.SuspensionAutoConfiguration;

/** Transactions of JDBC, which are bound to a thread, around bodies. */
class JdbcTransactionTest {

    private static final AnnotationConfigApplicationContext CONTEXT = new AnnotationConfigApplicationContext();

    @BeforeAll
    static void start() {
        TestPropertyValues.of("suspension.loops=2").applyTo(CONTEXT);
        CONTEXT.register(Config.class);
        CONTEXT.refresh();
    }

    private final EventLoopGroup loops = CONTEXT.getBean(EventLoopGroup.class);
    private final Orders orders = CONTEXT.getBean(Orders.class);
    private final JdbcTemplate jdbc = CONTEXT.getBean(JdbcTemplate.class);

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    @BeforeEach
    void clear() {
        jdbc.update("delete from orders");
    }

    private List<String> rows() {
        return jdbc.queryForList("select name from orders order by name", String.class);
    }

    private void insert(String name) {
        jdbc.update("insert into orders values (?)", name);
    }

    private static boolean isActive() {
        return TransactionSynchronizationManager.isActualTransactionActive();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    @Import({SuspensionAutoConfiguration.class, TransactionAutoConfiguration.class, Orders.class, Tasks.class})
    static class Config {

        @Bean
        DataSource source() {
            return new DriverManagerDataSource("jdbc:h2:mem:jdbc;DB_CLOSE_DELAY=-1");
        }

        @Bean
        JdbcTemplate jdbc(DataSource source) {
            JdbcTemplate jdbc = new JdbcTemplate(source);
            jdbc.execute("create table orders (name varchar(50))");
            return jdbc;
        }

        @Bean
        PlatformTransactionManager transactions(DataSource source) {
            return new DataSourceTransactionManager(source);
        }
    }

    static class Orders {

        @Transactional
        public <T, X extends Exception> T run(Awaitable<T, X> body) throws X {
            return body.await();
        }

        @Transactional(rollbackFor = IOException.class)
        public <T, X extends Exception> T runWithRule(Awaitable<T, X> body) throws X {
            return body.await();
        }

        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public <T, X extends Exception> T runAnew(Awaitable<T, X> body) throws X {
            return body.await();
        }

        @Transactional(propagation = Propagation.NOT_SUPPORTED)
        public <T, X extends Exception> T runWithout(Awaitable<T, X> body) throws X {
            return body.await();
        }

        @Transactional(isolation = Isolation.SERIALIZABLE, readOnly = true, timeout = 7)
        public <T> Coroutine<T> coroutine(Coroutine<T> body) {
            return body;
        }

        @Transactional
        public <T> Coroutine<T> plainCoroutine(Coroutine<T> body) {
            return body;
        }

        @Transactional(rollbackFor = IOException.class)
        public <T> Coroutine<T> coroutineWithRule(Coroutine<T> body) {
            return body;
        }
    }

    @Lazy
    static class Tasks {

        @Transactional
        public Task<String> task(EventLoopGroup loops, Awaitable<String, RuntimeException> body) {
            return loops.createTask(body);
        }

        @Transactional(propagation = Propagation.NOT_SUPPORTED)
        public Task<String> taskWithout(EventLoopGroup loops, Awaitable<String, RuntimeException> body) {
            return loops.createTask(body);
        }
    }

    // A straight-line method

    @Test
    void bodyKeepsItsTransactionWhileItIsSuspended() {
        loops.run(() -> orders.run(() -> {
            insert("a");
            sleep(Duration.ofMillis(1));
            assertThat(isActive()).isTrue();
            insert("b");
            toRows(0);
            return null;
        }));
        assertThat(rows()).containsExactly("a", "b");
    }

    /** Another connection sees that many rows. */
    private void toRows(int count) {
        assertThat(CompletableFuture.supplyAsync(() -> rows().size()).join()).isEqualTo(count);
    }

    @Test
    void exceptionRollsBack() {
        assertThatThrownBy(() -> loops.run(() -> orders.run(() -> {
                    insert("a");
                    sleep(Duration.ofMillis(1));
                    throw new IllegalArgumentException("bad");
                })))
                .isExactlyInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> loops.run(() -> orders.run(() -> {
                    insert("b");
                    throw new IOException("commits");
                })))
                .isExactlyInstanceOf(IOException.class);
        assertThatThrownBy(() -> loops.run(() -> orders.runWithRule(() -> {
                    insert("c");
                    throw new IOException("rolls back");
                })))
                .isExactlyInstanceOf(IOException.class);
        assertThat(rows()).containsExactly("b");
    }

    @Test
    void cancellationRollsBack() {
        Task<Object> task = loops.createTask(() -> orders.run(() -> {
            insert("a");
            Async.currentTask().cancel();
            sleep(Duration.ofDays(1));
            return null;
        }));
        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        assertThat(rows()).isEmpty();
    }

    @Test
    void othersOnTheSameLoopAreOutsideOfTheTransaction() {
        loops.loops().get(0).run(() -> {
            CompletableFuture<Void> begun = new CompletableFuture<>();
            CompletableFuture<Void> seen = new CompletableFuture<>();
            Task<Object> within = createTask(() -> orders.run(() -> {
                insert("a");
                begun.complete(null);
                Async.await(seen);
                assertThat(isActive()).isTrue();
                return null;
            }));
            Task<Object> beside = createTask(() -> {
                Async.await(begun);
                assertThat(isActive()).isFalse();
                assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
                assertThat(rows()).isEmpty();
                seen.complete(null);
                return null;
            });
            within.await();
            beside.await();
        });
        assertThat(rows()).containsExactly("a");
    }

    // Children

    private void assertRefusesChildren(Runnable start) {
        assertThatThrownBy(() -> loops.run(() -> orders.run(() -> {
                    insert("a");
                    start.run();
                    return null;
                })))
                .satisfiesAnyOf(
                        failure -> assertThat(failure).isExactlyInstanceOf(IllegalStateException.class),
                        failure -> assertThat(failure).isInstanceOf(ExceptionGroup.class))
                .hasMessageContaining("Orders.run'")
                .hasMessageContaining("Nothing was started")
                .hasMessageContaining("reactive transaction manager");
        assertThat(rows()).isEmpty();
    }

    @Test
    void childrenAreRefused() {
        List<String> log = new CopyOnWriteArrayList<>();
        assertRefusesChildren(() -> createTask(() -> log.add("task")));
        assertRefusesChildren(() -> gather(() -> log.add("gather"), () -> log.add("gather")));
        assertRefusesChildren(() -> TaskGroup.run(group -> {
            group.createTask(() -> log.add("group"));
            return null;
        }));
        assertRefusesChildren(() -> loops.createTask(() -> log.add("group of loops")));
        assertRefusesChildren(() -> loops.loops().get(0).createTask(() -> log.add("loop")));
        assertRefusesChildren(() -> loops.loops().get(1).createTask(() -> log.add("other loop")));
        assertThat(log).isEmpty();
    }

    @Test
    void refusalIsShownInTheGuide() {
        Throwable refusal = catchThrowable(() -> loops.run(() -> orders.run(() -> createTask(() -> "report"))));
        ShownInGuide.as("service-transaction.txt", refusal.toString());
    }

    @Test
    void childrenOutsideOfTheTransactionAreNot() {
        String result = loops.run(() -> {
            Task<String> before = createTask(() -> "before");
            String amid = orders.run(() -> {
                insert("a");
                return orders.runWithout(() -> createTask(() -> "amid")).await();
            });
            return before.await() + " " + amid + " " + createTask(() -> "after").await();
        });
        assertThat(result).isEqualTo("before amid after");
        assertThat(rows()).containsExactly("a");
    }

    @Test
    void transactionOfAnotherThreadMayRunBodies() {
        String result = orders.run(() -> {
            insert("a");
            return loops.<String, RuntimeException>run(
                    () -> gather(() -> "b", () -> isActive()).toString());
        });
        assertThat(result).isEqualTo("[b, false]");
        assertThat(rows()).containsExactly("a");
    }

    // Threads

    @Test
    void toThreadIsRefused() {
        for (Awaitable<?, RuntimeException> leaving : List.<Awaitable<?, RuntimeException>>of(
                () -> toThread(() -> isActive()), () -> withContext(Dispatchers.getIO(), () -> isActive()))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> loops.run(() -> orders.run(() -> {
                        insert("a");
                        return leaving.await();
                    })))
                    .withMessageContaining("Orders.run'")
                    .withMessageContaining("Transactions.toThread");
        }
        assertThat(rows()).isEmpty();
        assertThat(loops.<Boolean, RuntimeException>run(() -> toThread(() -> isActive())))
                .isFalse();
    }

    @Test
    void transactionGoesToAThreadAndComesBack() {
        List<String> log = new CopyOnWriteArrayList<>();
        loops.run(() -> orders.run(() -> {
            Thread body = Thread.currentThread();
            insert("a");
            int updated = Transactions.toThread(() -> {
                assertThat(Thread.currentThread()).isNotSameAs(body);
                assertThat(isActive()).isTrue();
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        log.add("committed on the body's thread: " + (Thread.currentThread() == body));
                    }
                });
                return jdbc.update("update orders set name = 'b'");
            });
            assertThat(updated).isEqualTo(1);
            assertThat(isActive()).isTrue();
            toRows(0);
            return null;
        }));
        assertThat(rows()).containsExactly("b");
        assertThat(log).containsExactly("committed on the body's thread: true");
    }

    @Test
    void failureOnTheThreadRollsBack() {
        assertThatThrownBy(() -> loops.run(() -> orders.run(() -> {
                    Transactions.toThread(() -> insert("a"));
                    Transactions.toThread(() -> {
                        orders.run(
                                () -> { // joins
                                    insert("b");
                                    throw new IllegalArgumentException("bad");
                                });
                    });
                    return null;
                })))
                .isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(rows()).isEmpty();
    }

    @Test
    void cancelledBodyRollsBackOnlyWhenItsThreadIsDone() {
        CompletableFuture<Task<?>> begun = new CompletableFuture<>();
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        Task<Object> task = loops.createTask(() -> orders.run(() -> {
            Task<?> self = Async.currentTask();
            Transactions.toThread(() -> {
                begun.complete(self);
                cancelled.join();
                insert("a");
            });
            sleep(Duration.ofDays(1));
            return null;
        }));
        begun.join().cancel();
        cancelled.complete(null);
        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        assertThat(rows()).isEmpty();
    }

    @Test
    void withoutTransactionTheThreadHasNone() {
        assertThat(loops.<Boolean, RuntimeException>run(() -> Transactions.toThread(() -> isActive())))
                .isFalse();
        assertThatIllegalStateException().isThrownBy(() -> Transactions.toThread(() -> isActive()));
        assertThatIllegalStateException().isThrownBy(() -> orders.run(() -> Transactions.toThread(() -> isActive())));
    }

    // A coroutine

    @Test
    void coroutineIsWhollyWithinItsTransaction() {
        String seen = loops.run(orders.plainCoroutine(Coroutine.of(() -> {
            insert("a");
            sleep(Duration.ofMillis(1));
            toRows(0);
            insert("b");
            return TransactionSynchronizationManager.getCurrentTransactionName();
        })));
        assertThat(seen).endsWith("Orders.plainCoroutine");
        assertThat(rows()).containsExactly("a", "b");
    }

    @Test
    void failureOfCoroutineRollsBack() {
        assertThatThrownBy(() -> loops.run(() -> orders.plainCoroutine(Coroutine.of(() -> {
                            insert("a");
                            throw new IllegalArgumentException("bad");
                        }))
                        .await()))
                .isExactlyInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> loops.run(orders.plainCoroutine(Coroutine.of(() -> {
                    insert("b");
                    throw new IOException("commits");
                }))))
                .isInstanceOf(CompletionException.class)
                .hasCauseExactlyInstanceOf(IOException.class);
        assertThatThrownBy(() -> loops.run(orders.coroutineWithRule(Coroutine.of(() -> {
                    insert("c");
                    throw new IOException("rolls back");
                }))))
                .hasCauseExactlyInstanceOf(IOException.class);
        assertThat(rows()).containsExactly("b");
    }

    @Test
    void settingsOfTheTransactionAreInForceInTheCoroutine() {
        String seen = loops.run(
                orders.coroutine(Coroutine.of(() -> TransactionSynchronizationManager.isCurrentTransactionReadOnly()
                        + " " + TransactionSynchronizationManager.getCurrentTransactionIsolationLevel())));
        assertThat(seen).isEqualTo("true 8");
    }

    @Test
    void transactionsNest() {
        assertThatThrownBy(() -> loops.run(orders.plainCoroutine(Coroutine.of(() -> {
                    insert("outer");
                    orders.runAnew(() -> {
                        insert("new");
                        return null;
                    });
                    orders.plainCoroutine(Coroutine.of(() -> insert("joined"))).await();
                    throw new IllegalStateException("after");
                }))))
                .hasMessage("after");
        assertThat(rows()).containsExactly("new");
    }

    // A task

    @Test
    void taskIsRefusedBeforeAnythingIsBegun() {
        List<String> log = new CopyOnWriteArrayList<>();
        Tasks tasks = CONTEXT.getBean(Tasks.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> tasks.task(loops, () -> {
                    log.add("run");
                    return "";
                }))
                .withMessageContaining("Tasks.task returns a task")
                .withMessageContaining("Return a Coroutine");
        assertThat(log).isEmpty();
        assertThat(tasks.taskWithout(loops, () -> "outside").join()).isEqualTo("outside");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    @Import({SuspensionAutoConfiguration.class, TransactionAutoConfiguration.class})
    static class Eager {

        @Bean
        Tasks tasks() {
            return new Tasks();
        }

        @Bean
        PlatformTransactionManager transactions() {
            return new DataSourceTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:eager"));
        }
    }

    @Test
    void contextWithMethodThatWouldBeRefusedDoesNotStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new AnnotationConfigApplicationContext(Eager.class))
                .withMessageContaining("Tasks.task returns a task");
    }
}
