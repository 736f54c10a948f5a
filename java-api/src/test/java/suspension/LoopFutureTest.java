package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kotlin.coroutines.Continuation;
import org.junit.jupiter.api.Test;

class LoopFutureTest {

    private final Events events = new Events();

    interface Api {
        Object count(Continuation<? super Integer> continuation);
    }

    private static String brew() throws IOException {
        return "tea";
    }

    @Test
    void isTypedForEveryKindOfBody() {
        Api api = continuation -> 5;
        try (EventLoop loop = EventLoop.start()) {
            CompletableFuture<String> text = loop.future(() -> "x");
            CompletableFuture<Void> nothing = loop.future(() -> events.add("ran"));
            CompletableFuture<Integer> count = loop.future(c -> api.count(c));
            CompletableFuture<Integer> reference = loop.future(api::count);
            CompletableFuture<String> checked = loop.future(LoopFutureTest::brew);
            CompletableFuture<String> started = loop.future(Coroutine.of(() -> "y"));
            assertThat(text.join() + count.join() + reference.join() + checked.join() + started.join())
                    .isEqualTo("x55teay");
            assertThat(nothing.join()).isNull();
            assertThat(loop.future(() -> 1).thenApply(one -> one + 1).join()).isEqualTo(2);
        }
        assertThat(events.all()).containsExactly("ran");
    }

    @Test
    void isThereAtOnce() {
        try (EventLoop loop = EventLoop.start()) {
            Gate gate = new Gate();
            CompletableFuture<String> future = loop.future(() -> {
                gate.await();
                return "later";
            });
            assertThat(future).isNotDone();
            gate.open();
            assertThat(future.join()).isEqualTo("later");
        }
    }

    @Test
    void failsWithTheVeryExceptionAndNobodyIsTold() {
        IOException failure = new IOException("no water");
        try (EventLoop loop = EventLoop.builder()
                .exceptionHandler(error -> events.add(error.message()))
                .build()) {
            CompletableFuture<String> future = loop.future(() -> {
                throw failure;
            });
            assertThat(catchThrowable(future::join))
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(failure);
        }
        assertThat(events.all()).isEmpty();
    }

    @Test
    void cancellingItCancelsTheTask() {
        try (EventLoop loop = EventLoop.start()) {
            Gate started = new Gate();
            CompletableFuture<Void> future = loop.future(() -> {
                started.open();
                TestBodies.forever(events, "task");
            });
            loop.run(started::await);
            future.cancel(true);
        }
        assertThat(events.all()).containsExactly("task cancelled");
    }

    @Test
    void aClosedLoopRefuses() {
        EventLoop loop = EventLoop.start();
        loop.close();
        assertThatThrownBy(() -> loop.future(() -> "x"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
