package suspension.facade.corpus.use;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.TimeoutKt;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.flow.MutableStateFlow;
import kotlinx.coroutines.flow.StateFlowKt;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.MutexKt;
import kotlinx.coroutines.sync.Semaphore;
import kotlinx.coroutines.sync.SemaphoreKt;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.EventLoop;
import suspension.Task;
import suspension.facade.SuspendFacade;

/** The primitives of kotlinx.coroutines, through their facades. */
@SuspendFacade(Mutex.class)
@SuspendFacade(MutexKt.class)
@SuspendFacade(Semaphore.class)
@SuspendFacade(SemaphoreKt.class)
@SuspendFacade(Channel.class)
@SuspendFacade(ChannelKt.class)
@SuspendFacade(CompletableDeferred.class)
@SuspendFacade(CompletableDeferredKt.class)
@SuspendFacade(MutableStateFlow.class)
@SuspendFacade(value = StateFlowKt.class, name = "JavaStateFlows")
@SuspendFacade(value = FlowKt.class, name = "JavaFlows")
@SuspendFacade(DelayKt.class)
@SuspendFacade(TimeoutKt.class)
class KotlinxTest {

    @Test
    void mutexLetsOneInAtATime() {
        JavaMutex mutex = JavaMutex.of(JavaMutexKt.Mutex());
        List<String> log = new ArrayList<>();
        Async.run(() -> {
            mutex.lock();
            Task<Void> other = createTask(() -> {
                mutex.lock("other");
                log.add("other has it");
                mutex.unlock("other");
            });
            yieldNow();
            log.add("first has it");
            mutex.unlock();
            other.await();
        });
        assertThat(log).containsExactly("first has it", "other has it");
        assertThat(mutex.isLocked()).isFalse();
    }

    @Test
    void mutexIsReleasedAfterABlock() {
        Mutex mutex = JavaMutexKt.Mutex();
        String value = Async.run(() -> JavaMutexKt.withLock(mutex, () -> "locked: " + mutex.isLocked()));
        assertThat(value).isEqualTo("locked: true");
        assertThat(mutex.isLocked()).isFalse();
    }

    /** Kotlin inlines the block, which may suspend there; Java gives a lambda to an ordinary function. */
    @Test
    void blockOfAnInlineFunctionCannotWait() {
        Mutex mutex = JavaMutexKt.Mutex();
        Async.run(() -> assertThatThrownBy(() -> JavaMutexKt.withLock(mutex, () -> {
                    yieldNow();
                    return "waited";
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lambda"));
        assertThat(mutex.isLocked()).isFalse();
    }

    @Test
    void semaphoreHasAsManyPermitsAsItWasMadeWith() {
        JavaSemaphore semaphore = JavaSemaphore.of(JavaSemaphoreKt.Semaphore(2));
        Async.run(() -> {
            semaphore.acquire();
            semaphore.acquire();
            Task<Void> third = semaphore.tasks().acquire();
            yieldNow();
            assertThat(third.isDone()).isFalse();
            semaphore.release();
            third.await();
        });
        assertThat(semaphore.availablePermits()).isZero();
    }

    @Test
    void channelCarriesElementsAndItsEnd() {
        JavaChannel<String> channel = JavaChannel.of(JavaChannelKt.Channel(1));
        List<String> received = new ArrayList<>();
        Async.run(() -> {
            Task<Void> sender = createTask(() -> {
                channel.send("Masala");
                channel.send("Green");
                channel.close();
            });
            received.add(channel.receive());
            received.add(channel.receive());
            sender.await();
            assertThat(channel.receiveCatching().toString()).contains("Closed");
            assertThatThrownBy(channel::receive).hasMessageContaining("closed");
        });
        assertThat(received).containsExactly("Masala", "Green");
    }

    @Test
    void deferredIsAwaitedAsATaskAndAsAFuture() throws Exception {
        JavaCompletableDeferred<String> deferred =
                JavaCompletableDeferred.of(JavaCompletableDeferredKt.CompletableDeferred());
        try (EventLoop loop = EventLoop.start("kotlinx")) {
            CompletableFuture<String> future = deferred.futures(loop).await();
            Task<String> task = deferred.tasks(loop).await();
            assertThat(deferred.complete("tea")).isTrue();
            assertThat(future.get(10, TimeUnit.SECONDS)).isEqualTo("tea");
            assertThat(task.get()).isEqualTo("tea");
        }
    }

    @Test
    void awaitingADeferredIsCancelled() {
        JavaCompletableDeferred<String> deferred =
                JavaCompletableDeferred.of(JavaCompletableDeferredKt.CompletableDeferred());
        Async.run(() -> {
            Task<String> task = createTask(deferred::await);
            yieldNow();
            task.cancel();
            assertThatThrownBy(task::await).isInstanceOf(CancellationException.class);
        });
        assertThat(deferred.isActive()).isTrue();
    }

    @Test
    void stateFlowGivesItsValues() {
        JavaMutableStateFlow<Integer> state = JavaMutableStateFlow.of(JavaStateFlows.MutableStateFlow(1));
        Flow<Integer> doubled = JavaFlows.map(JavaMutableStateFlow.toKotlin(state), each -> {
            yieldNow();
            return each * 2;
        });
        Async.run(() -> {
            Task<Integer> sixth = createTask(() -> JavaFlows.first(doubled, each -> each >= 6));
            yieldNow();
            state.value(2);
            state.emit(3);
            assertThat(sixth.await()).isEqualTo(6);
        });
        assertThat(state.compareAndSet(3, 4)).isTrue();
        assertThat(state.value()).isEqualTo(4);
    }

    @Test
    void flowsAreFolded() {
        Flow<String> cups = JavaFlows.flowOf("Masala", "Green");
        String all = Async.run(() -> JavaFlows.fold(cups, "", (sum, each) -> sum + each.charAt(0)));
        assertThat(all).isEqualTo("MG");
        List<String> list = Async.run(() -> JavaFlows.toList(cups));
        assertThat(list).containsExactly("Masala", "Green");
    }

    @Test
    void timeoutsTakeDurationsOfJava() {
        Async.run(() -> {
            String value = JavaTimeout.withTimeout(ofHours(1), scope -> {
                JavaDelay.delay(ofMillis(1));
                return "in time";
            });
            assertThat(value).isEqualTo("in time");
            assertThat(JavaTimeout.<String>withTimeoutOrNull(ofMillis(1), scope -> {
                        JavaDelay.delay(ofHours(1));
                        return "late";
                    }))
                    .isNull();
            assertThatThrownBy(() -> JavaTimeout.withTimeout(ofMillis(1), scope -> {
                        JavaDelay.delay(ofSeconds(100));
                        return "late";
                    }))
                    .isInstanceOf(AsyncTimeoutException.class);
        });
    }
}
