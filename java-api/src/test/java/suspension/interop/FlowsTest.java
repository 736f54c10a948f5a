package suspension.interop;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.TimeoutKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.flow.MutableSharedFlow;
import kotlinx.coroutines.flow.MutableStateFlow;
import kotlinx.coroutines.flow.SharedFlowKt;
import kotlinx.coroutines.flow.StateFlowKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;
import suspension.bridge.task.Failures;

class FlowsTest {

    private final List<String> log = new CopyOnWriteArrayList<>();

    // Collecting

    @ParameterizedTest
    @EnumSource
    void collectGivesEveryElementInOrder(Upstream upstream) {
        Async.run(() -> Flows.collect(upstream.numbers(5, log), n -> log.add("got " + n)));

        assertThat(log).filteredOn(line -> line.startsWith("got")).hasSize(5).isSorted();
        assertThat(log).containsOnlyOnce("finally");
    }

    @ParameterizedTest
    @EnumSource
    void consumerMayAwaitAndStaysOnItsLoop(Upstream upstream) {
        Async.run(() -> {
            Thread body = Thread.currentThread();
            String loop = EventLoop.current().name();
            Flows.collect(upstream.numbers(4, log), n -> {
                Async.sleep(ofMillis(1));
                assertThat(Thread.currentThread()).isSameAs(body);
                assertThat(EventLoop.current().name()).isEqualTo(loop);
                log.add("got " + n);
            });
        });

        assertThat(log).filteredOn(line -> line.startsWith("got")).hasSize(4);
    }

    @Test
    void upstreamWaitsForTheConsumer() {
        Flow<Integer> numbers = FlowKt.onEach(Upstream.SUSPENDING.numbers(2, log), Suspend.lambda((Integer n) -> {
            log.add("emit " + n);
        }));

        Async.run(() -> Flows.collect(numbers, n -> {
            Async.sleep(ofMillis(1));
            log.add("got " + n);
        }));

        assertThat(log).containsExactly("emit 0", "got 0", "emit 1", "got 1", "finally");
    }

    @ParameterizedTest
    @EnumSource
    void exceptionOfTheConsumerEndsUpstreamOnceAndArrivesAsItIs(Upstream upstream) {
        IOException failure = new IOException("full");

        Throwable thrown = catchThrowable(() -> Async.run(() -> Flows.collect(upstream.numbers(9, log), n -> {
            if (n == 2) {
                throw failure;
            }
        })));

        assertThat(thrown).isSameAs(failure);
        assertThat(log).containsExactly("finally");
    }

    @Test
    void exceptionOfUpstreamArrivesAsAnAwaitThrowsIt() {
        IllegalArgumentException unchecked = new IllegalArgumentException("bad");
        IOException checked = new IOException("gone");

        Async.run(() -> {
            assertThat(catchThrowable(() -> Flows.collect(TestFlows.failing(2, unchecked), n -> {})))
                    .isSameAs(unchecked);
            assertThat(catchThrowable(() -> Flows.collect(TestFlows.failing(2, checked), n -> {})))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(checked);
        });
    }

    @ParameterizedTest
    @EnumSource
    void cancellationInTheConsumerEndsUpstreamOnce(Upstream upstream) {
        Async.run(() -> {
            Task<Void> task = Async.createTask(() -> Flows.collect(upstream.numbers(9, log), n -> {
                log.add("got " + n);
                Async.sleep(ofHours(1));
            }));
            while (!log.contains("got 0")) {
                Async.sleep(ofMillis(1));
            }
            task.cancel();
            assertThat(catchThrowable(task::await)).isInstanceOf(CancellationException.class);
        });

        assertThat(log).containsExactlyInAnyOrder("got 0", "finally"); // a buffered upstream may have ended before
    }

    @Test
    void cancellationWhileUpstreamSuspendsEndsIt() {
        Async.run(() -> {
            Task<Void> task = Async.createTask(() -> Flows.collect(TestFlows.silent(log), n -> {}));
            Async.sleep(ofMillis(1));
            task.cancel();
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
        });

        assertThat(log).containsExactly("finally");
    }

    @Test
    void kotlinsCancellationOfTheJobEndsUpstream() {
        Async.run(() -> {
            Task<Void> task = Async.createTask(() -> Flows.collect(TestFlows.silent(log), n -> {}));
            Async.sleep(ofMillis(1));
            task.asDeferred().cancel(null);
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
        });

        assertThat(log).containsExactly("finally");
    }

    @Test
    void requestBetweenTwoElementsIsMetAtTheNext() {
        Async.run(() -> {
            Task<Void> task = Async.createTask(() -> Flows.collect(Upstream.SYNCHRONOUS.numbers(9, log), n -> {
                log.add("got " + n);
                Async.currentTask().cancel();
            }));
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
        });

        assertThat(log).containsExactly("got 0", "finally");
    }

    @Test
    void nullElementsAreElements() {
        assertThat(Async.run(Flows.toList(TestFlows.withNull()))).containsExactly("a", null);
        assertThat(Async.run(() -> {
                    try (Flows.Items<String> items = Flows.iterate(TestFlows.withNull())) {
                        for (String item : items) {
                            log.add("" + item);
                        }
                    }
                    return log;
                }))
                .containsExactly("a", "null");
    }

    @Test
    void stateFlowsAndSharedFlowsAreFlows() {
        MutableStateFlow<Integer> state = StateFlowKt.MutableStateFlow(7);
        MutableSharedFlow<Integer> shared =
                SharedFlowKt.MutableSharedFlow(2, 0, kotlinx.coroutines.channels.BufferOverflow.SUSPEND);
        shared.tryEmit(1);
        shared.tryEmit(2);

        Async.run(() -> {
            assertThat(Flows.first(state).await()).isEqualTo(7);
            assertThat(Flows.toList(FlowKt.take(shared, 2)).await()).containsExactly(1, 2);
            try (Flows.Items<Integer> items = Flows.iterate(state)) {
                Iterator<Integer> iterator = items.iterator();
                assertThat(iterator.next()).isEqualTo(7);
                state.setValue(8);
                assertThat(iterator.next()).isEqualTo(8);
            }
        });
    }

    @Test
    void flowThatEmitsFromAnotherContextIsRefusedByKotlin() {
        assertThatThrownBy(() -> Async.run(() -> Flows.collect(TestFlows.fromAnotherContext(), n -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Flow invariant is violated");
    }

    @Test
    void collectionOutsideALoopRunsOnTheBodysThread() {
        Async.run(() -> Async.withContext(Dispatchers.getDefault(), () -> {
            Thread body = Thread.currentThread();
            Flows.collect(Upstream.SUSPENDING.numbers(3, log), n -> {
                assertThat(Thread.currentThread()).isSameAs(body);
                Async.yieldNow();
                log.add("got " + n);
            });
        }));

        assertThat(log).containsExactly("got 0", "got 1", "got 2", "finally");
    }

    // Iterating

    @ParameterizedTest
    @EnumSource
    void iterationGivesEveryElement(Upstream upstream) {
        Async.run(() -> {
            try (Flows.Items<Integer> items = Flows.iterate(upstream.numbers(4, log))) {
                for (int item : items) {
                    Async.yieldNow();
                    log.add("got " + item);
                }
            }
        });

        assertThat(log).filteredOn(line -> line.startsWith("got")).hasSize(4).isSorted();
        assertThat(log).containsOnlyOnce("finally");
    }

    @ParameterizedTest
    @EnumSource
    void breakingOutEndsUpstreamOnceWhenClosed(Upstream upstream) {
        Async.run(() -> {
            try (Flows.Items<Integer> items = Flows.iterate(upstream.numbers(9, log))) {
                for (int item : items) {
                    if (item == 1) {
                        break;
                    }
                }
            }
            log.add("after");
        });

        assertThat(log).containsExactly("finally", "after");
    }

    @Test
    void itemsThatAreNotClosedAreClosedWhenTheBodyEnds() {
        Async.run(() -> {
            Task<Integer> task = Async.createTask(() -> Flows.iterate(Upstream.SUSPENDING.numbers(9, log))
                    .iterator()
                    .next());
            assertThat(task.await()).isZero();
        });

        assertThat(log).containsExactly("finally");
    }

    @Test
    void nothingRunsBeforeTheFirstStep() {
        Async.run(() -> Flows.iterate(Upstream.SYNCHRONOUS.numbers(1, log)).close());

        assertThat(log).isEmpty();
    }

    @Test
    void failureOfUpstreamLeavesHasNext() {
        IllegalArgumentException failure = new IllegalArgumentException("bad");
        Async.run(() -> {
            try (Flows.Items<Integer> items = Flows.iterate(TestFlows.failing(1, failure))) {
                Iterator<Integer> iterator = items.iterator();
                assertThat(iterator.next()).isZero();
                assertThat(catchThrowable(iterator::hasNext)).isSameAs(failure);
                assertThat(iterator.hasNext()).isFalse();
            }
        });
    }

    @Test
    void cancellationWhileAnIterationWaitsEndsUpstream() {
        Async.run(() -> {
            Task<Boolean> task = Async.createTask(() -> {
                try (Flows.Items<Integer> items = Flows.iterate(TestFlows.silent(log))) {
                    return items.iterator().hasNext();
                }
            });
            Async.sleep(ofMillis(1));
            task.cancel();
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
        });

        assertThat(log).containsExactly("finally");
    }

    @Test
    void misuseOfItemsIsRefused() {
        assertThatThrownBy(() -> Flows.iterate(TestFlows.withNull()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Flows.iterate() suspends")
                .hasMessageContaining("FlowsTest");
        Async.run(() -> {
            Flows.Items<String> items = Flows.iterate(TestFlows.withNull());
            Iterator<String> iterator = items.iterator();
            assertThatThrownBy(items::iterator)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("iterated before");
            items.close();
            items.close();
            assertThatThrownBy(iterator::hasNext)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("are closed");
            assertThatThrownBy(items::iterator).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void itemsThatNobodyIteratesDoNotKeepTheirBody() {
        String value = Async.run(() -> Async.waitFor(
                Async.createTask(() -> {
                    Flows.iterate(TestFlows.withNull());
                    return "done";
                }),
                ofSeconds(5)));

        assertThat(value).isEqualTo("done");
    }

    /** What Kotlin's withTimeoutOrNull gives around the code. */
    private static Object afterTimeout(Suspend.Action1<CoroutineScope> code) {
        return Async.<Object>run(c -> TimeoutKt.withTimeoutOrNull(20, Suspend.lambda(code), c));
    }

    @Test
    void timeoutAroundABodyIsACancellationWithin() {
        assertThat(afterTimeout(scope -> Flows.collect(TestFlows.silent(log), n -> {})))
                .isNull();
        assertThat(afterTimeout(scope -> {
                    try (Flows.Items<Integer> items = Flows.iterate(TestFlows.silent(log))) {
                        log.add("found " + items.iterator().hasNext());
                    }
                }))
                .isNull();
        assertThat(afterTimeout(scope -> Channels.receive(Channels.create(0)))).isNull();
        assertThat(log).containsExactly("finally", "finally");
    }

    @Test
    void endedIterationHasNoNext() {
        Async.run(() -> {
            Iterator<Integer> iterator = Flows.iterate(Flows.from(List.of(1))).iterator();
            iterator.next();
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        });
    }

    // Generating

    private Flow<Integer> generated(int n) {
        return Flows.generate(emitter -> {
            try {
                for (int i = 0; i < n; i++) {
                    Async.yieldNow();
                    emitter.emit(i);
                }
            } finally {
                log.add("generator ends");
            }
        });
    }

    @Test
    void generatorIsAColdFlow() {
        Flow<Integer> flow = generated(3);

        assertThat(log).isEmpty();
        assertThat(Async.run(Flows.toList(flow))).containsExactly(0, 1, 2);
        assertThat(Async.run(Flows.toList(FlowKt.buffer(flow, 1, kotlinx.coroutines.channels.BufferOverflow.SUSPEND))))
                .containsExactly(0, 1, 2);
        assertThat(log).containsExactly("generator ends", "generator ends");
    }

    @Test
    void generatorWorksOnAnyDispatcher() {
        Flow<Integer> flow = FlowKt.flowOn(generated(3), Dispatchers.getDefault());

        assertThat(Async.run(Flows.toList(flow))).containsExactly(0, 1, 2);
    }

    @Test
    void generatorEndsWhenNoMoreIsWanted() {
        assertThat(Async.run(Flows.first(generated(9)))).isZero();
        assertThat(log).containsExactly("generator ends");
    }

    @Test
    void failureOfAGeneratorIsTheFlows() {
        IOException failure = new IOException("torn");
        Flow<Integer> flow = Flows.generate(emitter -> {
            throw failure;
        });

        assertThatThrownBy(() -> Async.run(Flows.toList(flow)))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(failure);
    }

    @Test
    void failureOfTheCollectorPassesAGeneratorAsItIs() {
        IOException failure = new IOException("full");
        FlowCollector<Integer> failing = (n, c) -> Failures.<RuntimeException>throwAs(failure);

        assertThatThrownBy(() -> Async.<Object>run(c -> generated(2).collect(failing, c)))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isSameAs(failure);
        assertThat(log).containsExactly("generator ends");
    }

    @Test
    void timeoutOfTheCollectorPassesAGeneratorAsItIs() {
        FlowCollector<Integer> slow = (n, c) -> DelayKt.delay(60_000, c);

        Object value = Async.<Object>run(c ->
                TimeoutKt.withTimeoutOrNull(20, (scope, inner) -> generated(2).collect(slow, inner), c));

        assertThat(value).isNull();
        assertThat(log).containsExactly("generator ends");
    }

    @Test
    void onlyTheBodyOfAGeneratorEmits() {
        Flow<Integer> flow = Flows.generate(emitter -> {
            assertThatThrownBy(() -> Async.gather(() -> emitter.emit(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to the body of its generator");
            assertThatThrownBy(() -> Async.withContext(Dispatchers.getDefault(), () -> emitter.emit(2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to the body of its generator");
            emitter.emit(3);
        });

        assertThat(Async.run(Flows.toList(flow))).containsExactly(3);
    }

    @Test
    void cancelledCollectorEndsTheGenerator() {
        Flow<Integer> endless = generated(Integer.MAX_VALUE);
        Async.run(() -> {
            Task<Void> task = Async.createTask(() -> Flows.collect(endless, n -> log.add("got")));
            while (log.isEmpty()) {
                Async.yieldNow();
            }
            task.cancel();
            Async.wait(List.of(task));
        });

        assertThat(log).endsWith("generator ends");
    }

    @Test
    void collectionsAndStreamsAreFlows() {
        assertThat(Async.run(Flows.toList(Flows.from(Arrays.asList(1, null, 3)))))
                .containsExactly(1, null, 3);
        assertThat(Async.run(Flows.toList(Flows.from(Stream.of(1, 2).onClose(() -> log.add("closed"))))))
                .containsExactly(1, 2);
        assertThat(log).containsExactly("closed");
    }

    @Test
    void publisherAndBack() {
        Flow<Integer> back = Flows.fromPublisher(Flows.toPublisher(generated(5)));

        assertThat(Async.run(Flows.toList(back))).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void missingDependencyIsNamed() {
        assertThatThrownBy(() -> Publishers.calling(() -> {
                    throw new NoClassDefFoundError("kotlinx/coroutines/jdk9/ReactiveFlowKt");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("org.jetbrains.kotlinx:kotlinx-coroutines-jdk9");
    }
}
