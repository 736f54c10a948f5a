package suspension.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import kotlin.Unit;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.YieldKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import suspension.Async;
import suspension.Place;

/** An element that keeps what the body of its task changes on its thread. */
@ParameterizedClass
@EnumSource(Place.class)
class TaskElementChangesTest {

    private static final CoroutineContext.Key<Kept> KEY = new CoroutineContext.Key<>() {};

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    @Parameter
    private Place place;

    private static class Kept extends AbstractCoroutineContextElement implements TaskElement<String> {

        private volatile String value;
        private RuntimeException failure;

        Kept(String value) {
            super(KEY);
            this.value = value;
        }

        @Override
        public TaskElement<String> copyForTask() {
            return new Kept(CURRENT.get());
        }

        @Override
        public String updateThreadContext(CoroutineContext context) {
            String before = CURRENT.get();
            CURRENT.set(value);
            return before;
        }

        @Override
        public void restoreThreadContext(CoroutineContext context, String before) {
            CURRENT.set(before);
        }

        @Override
        public void handOver() {
            if (failure != null) {
                throw failure;
            }
            value = CURRENT.get();
        }
    }

    @SuppressWarnings("unchecked")
    private static Object yieldInKotlin(Continuation<?> continuation) {
        return YieldKt.yield((Continuation<? super Unit>) continuation);
    }

    @Test
    void whatABodyChangesItHasAfterEachKindOfSuspension() {
        List<String> seen = new ArrayList<>();
        place.run(() -> Async.withContext(new Kept("old"), () -> {
            CURRENT.set("1");
            Async.yieldNow();
            seen.add(CURRENT.get());
            CURRENT.set("2");
            Async.await(TaskElementChangesTest::yieldInKotlin);
            seen.add(CURRENT.get());
            CURRENT.set("3");
            seen.add(Async.toThread(CURRENT::get));
            CURRENT.set("4");
            Async.withContext(new CoroutineName("inner"), () -> {
                seen.add(CURRENT.get());
                CURRENT.set("5");
            });
            seen.add(CURRENT.get());
            Flows.collect(Flows.from(List.of("6", "7")), CURRENT::set);
            seen.add(CURRENT.get());
            Async.yieldNow();
            seen.add(CURRENT.get());
            CURRENT.set("8");
            seen.addAll(Async.gather(CURRENT::get));
        }));
        assertThat(seen).containsExactly("1", "2", "3", "4", "5", "7", "7", "8");
    }

    @Test
    void whatABodyHasJustChangedIsThereUnderAnotherDispatcher() {
        List<String> seen = new ArrayList<>();
        place.run(() -> Async.withContext(new Kept("old"), () -> {
            CURRENT.set("new");
            Async.withContext(Dispatchers.getIO(), () -> seen.add(CURRENT.get()));
            seen.add(CURRENT.get());
        }));
        assertThat(seen).containsExactly("new", "new");
    }

    @Test
    void toThreadHandsOverOnce() {
        AtomicInteger handedOver = new AtomicInteger();
        Kept counting = new Kept("old") {
            @Override
            public void handOver() {
                handedOver.incrementAndGet();
            }
        };
        place.run(() -> Async.withContext(counting, () -> {
            int before = handedOver.get();
            Async.toThread(() -> {});
            assertThat(handedOver.get() - before).isEqualTo(1);
        }));
    }

    @Test
    void whatAFailingRegionChangedIsKeptToo() {
        String seen = place.run(() -> Async.withContext(new Kept("old"), () -> {
            assertThatThrownBy(() -> Async.withContext(new CoroutineName("inner"), () -> {
                        CURRENT.set("changed");
                        throw new IllegalStateException("failed");
                    }))
                    .hasMessage("failed");
            return CURRENT.get();
        }));
        assertThat(seen).isEqualTo("changed");
    }

    @Test
    void whatAnotherThreadChangesIsGone() {
        String seen = place.run(() -> Async.withContext(new Kept("old"), () -> {
            Async.toThread(() -> CURRENT.set("elsewhere"));
            return CURRENT.get();
        }));
        assertThat(seen).isEqualTo("old");
    }

    @Test
    void whatItThrowsTheSuspendingOperationThrows() {
        IllegalStateException failure = new IllegalStateException("full");
        Kept element = new Kept("old");
        assertThatThrownBy(() -> place.run(() -> Async.withContext(element, () -> {
                    element.failure = failure;
                    assertThatThrownBy(() -> Async.yieldNow()).isSameAs(failure);
                    assertThatThrownBy(() -> Async.toThread(() -> "never")).isSameAs(failure);
                    assertThatThrownBy(() -> Async.await(TaskElementChangesTest::yieldInKotlin))
                            .isSameAs(failure);
                    element.failure = null;
                    CURRENT.set("new");
                    Async.yieldNow();
                    throw new IllegalStateException(CURRENT.get());
                })))
                .hasMessage("new");
    }
}
