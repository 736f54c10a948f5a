package suspension.interop;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import kotlin.Unit;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.ThreadContextElement;
import kotlinx.coroutines.ThreadContextElementKt;
import kotlinx.coroutines.YieldKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import suspension.Async;
import suspension.Place;

/**
 * Elements of which each must be taken off the thread that it was put on, the last one first. kotlinx 1.11 does not keep
 * to that where a flow under {@code flowOn} suspends.
 *
 * @see <a href="https://github.com/Kotlin/kotlinx.coroutines/issues/4755">kotlinx.coroutines issue 4755</a>
 */
@ParameterizedClass
@EnumSource(Place.class)
class NestedElementsTest {

    private static final ThreadLocal<Deque<String>> INSTALLED = ThreadLocal.withInitial(ArrayDeque::new);

    private static final ThreadLocal<String> VALUE = new ThreadLocal<>();

    private static final List<String> FAULTS = new CopyOnWriteArrayList<>();

    @Parameter
    private Place place;

    /** Puts its name onto its thread's stack. */
    private static final class Nested extends AbstractCoroutineContextElement implements ThreadContextElement<Thread> {

        private final String name;

        Nested(String name) {
            super(new CoroutineContext.Key<Nested>() {});
            this.name = name;
        }

        @Override
        public Thread updateThreadContext(CoroutineContext context) {
            INSTALLED.get().push(name);
            return Thread.currentThread();
        }

        @Override
        public void restoreThreadContext(CoroutineContext context, Thread thread) {
            Deque<String> stack = INSTALLED.get();
            if (thread != Thread.currentThread()) {
                FAULTS.add(name + " is restored on another thread");
            } else if (!name.equals(stack.peek())) {
                FAULTS.add(name + " is restored while there are " + stack);
            } else {
                stack.pop();
            }
        }
    }

    private static String installed() {
        return String.join(" ", (Iterable<String>) () -> INSTALLED.get().descendingIterator());
    }

    private static CoroutineContext outer() {
        return new Nested("a").plus(new Nested("b"));
    }

    private static CoroutineContext inner() {
        return new Nested("c").plus(new Nested("d"));
    }

    @AfterEach
    void eachWasTakenOffInItsOrder() {
        List<String> faults = List.copyOf(FAULTS);
        FAULTS.clear();
        assertThat(faults).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static <T> Continuation<T> any(Continuation<?> continuation) {
        return (Continuation<T>) continuation;
    }

    private static Object delay(Continuation<?> continuation) {
        return DelayKt.delay(1, NestedElementsTest.<Unit>any(continuation));
    }

    private static void suspendInEveryWay() {
        String before = installed();
        Async.yieldNow();
        assertThat(installed()).isEqualTo(before);
        Async.sleep(ofMillis(1));
        assertThat(installed()).isEqualTo(before);
        Async.await(NestedElementsTest::delay);
        assertThat(installed()).isEqualTo(before);
        Async.await(c -> YieldKt.yield(NestedElementsTest.<Unit>any(c)));
        assertThat(installed()).isEqualTo(before);
        assertThat(Async.toThread(() -> installed())).isEqualTo(before);
        assertThat(installed()).isEqualTo(before);
    }

    @Test
    void ofABody() {
        place.run(() -> Async.withContext(outer(), () -> {
            assertThat(installed()).isEqualTo("a b");
            suspendInEveryWay();
        }));
    }

    @Test
    void ofARegionWithinARegion() {
        place.run(() -> Async.withContext(outer(), () -> {
            Async.withContext(inner(), () -> {
                assertThat(installed()).isEqualTo("a b c d");
                suspendInEveryWay();
            });
            suspendInEveryWay();
        }));
    }

    @Test
    void ofGatheredBodiesThatTakeTurns() {
        place.run(() -> Async.withContext(
                outer(),
                () -> Async.gather(
                        () -> suspendInEveryWay(),
                        () -> Async.withContext(inner(), () -> suspendInEveryWay()),
                        () -> suspendInEveryWay())));
    }

    @Test
    void ofAKotlinFunctionThatSuspendsUnderElementsOfItsOwn() {
        place.run(() -> Async.withContext(outer(), () -> {
            String within = Async.await(c -> BuildersKt.withContext(inner(), slowly("value"), c));
            assertThat(within).isEqualTo("value");
            suspendInEveryWay();
        }));
    }

    /** A suspend lambda of Kotlin's that suspends. */
    private static Function2<CoroutineScope, Continuation<? super String>, Object> slowly(String value) {
        return (scope, continuation) -> Suspend.implement(continuation, () -> {
            assertThat(installed()).contains("c d");
            suspendInEveryWay();
            return value;
        });
    }

    @Test
    void ofAFlowWithoutAnother() {
        Flow<Integer> flow = FlowKt.flowOf(1, 2, 3);
        place.run(() -> Async.withContext(outer(), () -> {
            Flows.collect(flow, item -> suspendInEveryWay());
            suspendInEveryWay();
        }));
    }

    /**
     * The order is kotlinx's here, and in 1.11 it is wrong: what {@code flowOn} adds stays on the thread while the flow is
     * suspended. Each slice has its own values all the same.
     */
    @Test
    void ofAFlowUnderElementsOfItsOwnAreWrongInKotlinxAndTheValuesAreRight() {
        List<String> upstreamSaw = new CopyOnWriteArrayList<>();
        Flow<Integer> upstream = Flows.generate(emitter -> {
            for (int i = 0; i < 3; i++) {
                upstreamSaw.add(VALUE.get());
                Async.yieldNow();
                upstreamSaw.add(VALUE.get());
                emitter.emit(i);
                upstreamSaw.add(VALUE.get());
            }
        });
        List<String> consumerSaw = new CopyOnWriteArrayList<>();
        place.run(() -> {
            Async.withContext(valueOf("outer"), () -> {
                Flows.collect(FlowKt.flowOn(upstream, valueOf("inner")), item -> {
                    consumerSaw.add(VALUE.get());
                    Async.sleep(ofMillis(1));
                    consumerSaw.add(VALUE.get());
                    consumerSaw.add(Async.toThread(VALUE::get));
                    Async.await(NestedElementsTest::delay);
                    consumerSaw.add(VALUE.get());
                });
                consumerSaw.add(VALUE.get());
                Async.yieldNow();
                consumerSaw.add(VALUE.get());
            });
        });
        assertThat(upstreamSaw).hasSize(9).containsOnly("inner");
        assertThat(consumerSaw).hasSize(14).containsOnly("outer");
    }

    /** As kotlinx leaves elements there, but always where the body need not suspend, which is a race otherwise. */
    @Test
    void whatAFunctionLeavesOnTheThreadIsReplaced() {
        place.run(() -> Async.withContext(valueOf("outer"), () -> {
            String value = Async.await(c -> {
                VALUE.set("left");
                c.resumeWith("done");
                return IntrinsicsKt.getCOROUTINE_SUSPENDED();
            });
            assertThat(value).isEqualTo("done");
            assertThat(VALUE.get()).isEqualTo("outer");
        }));
    }

    private static CoroutineContext valueOf(String value) {
        return ThreadContextElementKt.asContextElement(VALUE, value);
    }
}
