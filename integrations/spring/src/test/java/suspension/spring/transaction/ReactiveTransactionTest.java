package suspension.spring.transaction;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.MethodRollbackEvent;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import suspension.Async;
import suspension.Awaitable;
import suspension.Coroutine;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.Task;
import suspension.spring.Reactive;
import suspension.spring.SuspensionAutoConfiguration;

/** Transactions of R2DBC around coroutines, tasks and straight-line methods. */
class ReactiveTransactionTest {

    private static final AnnotationConfigApplicationContext CONTEXT =
            new AnnotationConfigApplicationContext(Config.class);

    private final EventLoopGroup loops = CONTEXT.getBean(EventLoopGroup.class);
    private final Orders orders = CONTEXT.getBean(Orders.class);
    private final Audit audit = CONTEXT.getBean(Audit.class);
    private final DatabaseClient client = CONTEXT.getBean(DatabaseClient.class);

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    @BeforeEach
    void clear() {
        client.sql("delete from orders").then().block();
        Config.ROLLBACKS.clear();
    }

    private List<String> rows() {
        return requireNonNull(client.sql("select name from orders order by name")
                .map(row -> requireNonNull(row.get(0, String.class)))
                .all()
                .collectList()
                .block());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    @Import({SuspensionAutoConfiguration.class, TransactionAutoConfiguration.class, Orders.class, Audit.class})
    static class Config {

        static final List<String> ROLLBACKS = new CopyOnWriteArrayList<>();

        @Bean
        ConnectionFactory connections() {
            return ConnectionFactories.get("r2dbc:h2:mem:///reactive?options=DB_CLOSE_DELAY=-1");
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

        @EventListener
        void rolledBack(MethodRollbackEvent event) {
            ROLLBACKS.add(
                    event.getMethod().getName() + ": " + event.getFailure().getMessage());
        }
    }

    static class Audit {

        private final DatabaseClient client;

        Audit(DatabaseClient client) {
            this.client = client;
        }

        void insert(String name) {
            Reactive.await(client.sql("insert into orders values (:name)")
                    .bind("name", name)
                    .then());
        }

        static String transaction() {
            return Reactive.await(TransactionSynchronizationManager.forCurrentTransaction()
                    .map(manager -> manager.isActualTransactionActive()
                            + " "
                            + requireNonNull(manager.getCurrentTransactionName())
                                    .replaceAll(".*[.$](\\w+\\.\\w+)$", "$1"))
                    .onErrorReturn("none"));
        }

        @Transactional(propagation = Propagation.REQUIRES_NEW)
        public Coroutine<String> log(String name) {
            return Coroutine.of(() -> {
                insert(name);
                sleep(Duration.ofMillis(1));
                return transaction();
            });
        }

        @Transactional
        public Coroutine<String> join(String name) {
            return Coroutine.of(() -> {
                insert(name);
                return transaction();
            });
        }

        @Transactional(propagation = Propagation.MANDATORY)
        public Coroutine<String> need() {
            return Coroutine.of(Audit::transaction);
        }
    }

    static class Orders {

        private final Audit audit;

        Orders(Audit audit) {
            this.audit = audit;
        }

        @Transactional
        public Coroutine<Integer> place(String... names) {
            return Coroutine.of(() -> {
                for (String name : names) {
                    if (name.equals("bad")) {
                        throw new IllegalArgumentException("bad order");
                    }
                    audit.insert(name);
                }
                return names.length;
            });
        }

        @Transactional
        public Coroutine<String> around(Coroutine<String> body) {
            return body;
        }

        @Transactional
        public Coroutine<String> failing(Exception failure) {
            return Coroutine.of(() -> {
                audit.insert("before " + failure.getMessage());
                throw failure;
            });
        }

        @Transactional(rollbackFor = IOException.class)
        public Coroutine<String> failingWithRule(Exception failure) {
            return failing(failure);
        }

        @Transactional
        public Task<Integer> placeAsTask(EventLoopGroup loops, String... names) {
            return loops.createTask(() -> placeNow(names));
        }

        @Transactional
        public Task<Integer> placeAsChild(String... names) {
            return createTask(() -> placeNow(names));
        }

        @Transactional
        public Task<String> runAsTask(EventLoopGroup loops, Awaitable<String, RuntimeException> body) {
            return loops.createTask(body);
        }

        private int placeNow(String... names) {
            for (String name : names) {
                if (name.equals("bad")) {
                    throw new IllegalArgumentException("bad order");
                }
                audit.insert(name);
            }
            return names.length;
        }

        @Transactional
        public int placeStraight(String... names) {
            return placeNow(names);
        }

        @Transactional
        public void failStraight(Exception failure) throws Exception {
            audit.insert("before " + failure.getMessage());
            throw failure;
        }

        @Transactional
        public Mono<Void> placeMono(DatabaseClient client) {
            return client.sql("insert into orders values ('mono')").then();
        }
    }

    // A coroutine

    @Test
    void valueOfCoroutineIsCommitted() {
        assertThat(loops.<Integer, RuntimeException>run(
                        () -> orders.place("a", "b").await()))
                .isEqualTo(2);
        assertThat(rows()).containsExactly("a", "b");
    }

    @Test
    void nothingHappensBeforeCoroutineIsAwaited() {
        Coroutine<Integer> cold = orders.place("a");
        assertThat(rows()).isEmpty();
        assertThat(loops.run(cold)).isEqualTo(1);
        assertThat(rows()).containsExactly("a");
    }

    @Test
    void exceptionRollsBackAndReachesTheAwaitingBodyAsItself() {
        assertThatThrownBy(() -> loops.run(orders.place("a", "bad")))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("bad order");
        assertThat(rows()).isEmpty();
        assertThat(Config.ROLLBACKS).containsExactly("place: bad order");
    }

    @Test
    void rollbackRulesSeeTheCheckedExceptionItself() {
        assertThatThrownBy(() -> loops.run(orders.failing(new IOException("x"))))
                .isInstanceOf(CompletionException.class)
                .hasCauseExactlyInstanceOf(IOException.class);
        assertThat(rows()).containsExactly("before x"); // Spring's rule: a checked exception commits
        assertThatThrownBy(() -> loops.run(orders.failingWithRule(new IOException("y"))))
                .hasCauseExactlyInstanceOf(IOException.class);
        assertThat(rows()).containsExactly("before x");
    }

    @Test
    void coroutineRunsInTheBodyThatAwaitsIt() {
        loops.run(() -> {
            Task<?> caller = Async.currentTask();
            EventLoop loop = EventLoop.current();
            Thread thread = Thread.currentThread();
            String seen = orders.around(Coroutine.of(() -> {
                        assertThat(Async.currentTask()).isSameAs(caller);
                        assertThat(EventLoop.current()).isSameAs(loop);
                        assertThat(Thread.currentThread()).isSameAs(thread);
                        return Audit.transaction();
                    }))
                    .await();
            assertThat(seen).isEqualTo("true Orders.around");
            assertThat(Audit.transaction()).isEqualTo("none");
        });
    }

    @Test
    void cancellationRollsBackBeforeTheTaskIsDone() {
        Task<String> task = loops.createTask(orders.around(Coroutine.of(() -> {
            audit.insert("a");
            createTask(() -> Async.currentTask().name()); // gives the loop something else
            Async.currentTask().cancel();
            sleep(Duration.ofDays(1));
            return "";
        })));
        assertThatThrownBy(task::join).isInstanceOf(CancellationException.class);
        assertThat(rows()).isEmpty();
    }

    @Test
    void childrenShareTheTransaction() {
        assertThatThrownBy(() -> loops.run(orders.around(Coroutine.of(() -> {
                    List<String> seen = gather(
                            () -> audit.join("a").await(), () -> audit.need().await(), Audit::transaction);
                    assertThat(seen).containsExactly("true Orders.around", "true Orders.around", "true Orders.around");
                    throw new IllegalStateException("after " + seen.size());
                }))))
                .hasMessage("after 3");
        assertThat(rows()).isEmpty();
    }

    @Test
    void newTransactionsOfChildrenAreIndependent() {
        assertThatThrownBy(() -> loops.run(orders.around(Coroutine.of(() -> {
                    audit.insert("lost");
                    List<String> seen = gather(audit.log("a"), audit.log("b"));
                    assertThat(seen).containsExactly("true Audit.log", "true Audit.log");
                    assertThat(Audit.transaction()).isEqualTo("true Orders.around");
                    audit.insert("lost too");
                    throw new IllegalStateException("after");
                }))))
                .hasMessage("after");
        assertThat(rows()).containsExactly("a", "b");
    }

    @Test
    void mandatoryTransactionIsMissedOutside() {
        assertThatThrownBy(() -> loops.run(audit.need()))
                .isInstanceOf(org.springframework.transaction.IllegalTransactionStateException.class);
    }

    @Test
    void subscriberOfCoroutineGetsItsOutcome() {
        ReactiveAdapterRegistry registry = ReactiveAdapterRegistry.getSharedInstance();
        assertThat(Mono.from(requireNonNull(registry.getAdapter(Coroutine.class))
                                .toPublisher(orders.place("a")))
                        .block())
                .isEqualTo(1);
        assertThatThrownBy(() -> Mono.from(requireNonNull(registry.getAdapter(Coroutine.class))
                                .toPublisher(orders.place("b", "bad")))
                        .block())
                .hasMessage("bad order");
        assertThat(rows()).containsExactly("a");
    }

    @Test
    void transactionOfTheSubscriberIsJoined() {
        ReactiveTransactionManager manager = CONTEXT.getBean(ReactiveTransactionManager.class);
        var operator = org.springframework.transaction.reactive.TransactionalOperator.create(manager);
        ReactiveAdapterRegistry registry = ReactiveAdapterRegistry.getSharedInstance();
        Mono<Object> placed =
                Mono.from(requireNonNull(registry.getAdapter(Coroutine.class)).toPublisher(orders.place("a")));
        operator.execute(transaction -> {
                    transaction.setRollbackOnly();
                    return placed;
                })
                .blockLast();
        assertThat(rows()).isEmpty();
    }

    @Test
    void adaptedPublisherIsAwaitedToItsEnd() {
        ReactiveTransactionManager manager = CONTEXT.getBean(ReactiveTransactionManager.class);
        var operator = org.springframework.transaction.reactive.TransactionalOperator.create(manager);
        var adapter = requireNonNull(ReactiveAdapterRegistry.getSharedInstance().getAdapter(Coroutine.class));
        Coroutine<?> coroutine = (Coroutine<?>) adapter.fromPublisher(operator.execute(transaction ->
                client.sql("insert into orders values ('a')").fetch().rowsUpdated()));
        assertThat((Object) loops.run(coroutine)).isEqualTo(1L);
        assertThat(rows()).containsExactly("a");
    }

    // A task

    @Test
    void taskIsWhollyWithinItsTransaction() {
        assertThat(orders.placeAsTask(loops, "a", "b").join()).isEqualTo(2);
        assertThat(loops.<Integer, RuntimeException>run(
                        () -> orders.placeAsTask(loops, "c").await()))
                .isEqualTo(1);
        assertThat(loops.<Integer, RuntimeException>run(
                        () -> orders.placeAsChild("d").await()))
                .isEqualTo(1);
        assertThat(rows()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void failureOfTaskRollsBack() {
        assertThatThrownBy(() -> orders.placeAsTask(loops, "a", "bad").join()).hasMessage("bad order");
        assertThatThrownBy(() -> loops.run(() -> orders.placeAsChild("a", "bad").await()))
                .hasMessage("bad order");
        assertThat(rows()).isEmpty();
    }

    @Test
    void cancelledTaskIsRolledBackWhenItsWorkHasEnded() {
        List<String> log = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> inserted = new CompletableFuture<>();
        Task<String> outer = orders.runAsTask(loops, () -> {
            try {
                audit.insert("a");
                inserted.complete(null);
                sleep(Duration.ofDays(1));
                return "";
            } finally {
                Async.uncancellable(() -> log.add("cleaned up in " + Audit.transaction()));
            }
        });
        inserted.join();
        outer.cancel();
        assertThatThrownBy(outer::join).isInstanceOf(CancellationException.class);
        assertThat(log).containsExactly("cleaned up in true Orders.runAsTask");
        assertThat(rows()).isEmpty();
    }

    // A straight-line method

    @Test
    void straightLineMethodOfBodyIsWithinItsTransaction() {
        assertThat(loops.<Integer, RuntimeException>run(() -> orders.placeStraight("a", "b")))
                .isEqualTo(2);
        assertThatThrownBy(() -> loops.run(() -> orders.placeStraight("c", "bad")))
                .hasMessage("bad order");
        assertThatThrownBy(() -> loops.run(() -> orders.failStraight(new IllegalStateException("d"))))
                .hasMessage("d");
        assertThatThrownBy(() -> loops.run(() -> orders.failStraight(new IOException("e"))))
                .isExactlyInstanceOf(IOException.class);
        assertThat(rows()).containsExactly("a", "b", "before e");
    }

    @Test
    void straightLineMethodOutsideOfBodyIsRefusedBySpring() {
        assertThatThrownBy(() -> orders.placeStraight("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("non-reactive return type");
        assertThat(rows()).isEmpty();
    }

    @Test
    void publishersGoSpringsWay() {
        orders.placeMono(client).block();
        assertThat(rows()).containsExactly("mono");
    }
}
