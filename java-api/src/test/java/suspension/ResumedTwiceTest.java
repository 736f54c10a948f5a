package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A suspend function, such as a framework's proxy, that resumes its caller twice is told so, with the caller's name. */
@Timeout(60)
class ResumedTwiceTest {

    /** As Kotlin compiles {@code suspend fun find(): String}. */
    interface Users {
        Object find(Continuation<? super String> continuation);
    }

    private final CompletableFuture<Throwable> told = new CompletableFuture<>();

    /** A proxy whose functions resume once inside the call and once more right after it. */
    private Users resumingTwice() {
        return (Users) Proxy.newProxyInstance(
                Users.class.getClassLoader(), new Class<?>[] {Users.class}, (proxy, method, arguments) -> {
                    @SuppressWarnings("unchecked")
                    Continuation<Object> continuation = (Continuation<Object>) arguments[0];
                    continuation.resumeWith("first");
                    told.complete(catchThrowable(() -> continuation.resumeWith("second")));
                    return IntrinsicsKt.getCOROUTINE_SUSPENDED();
                });
    }

    private Throwable told() {
        return told.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void inABodysCallIsToldWithTheNameOfTheBody() {
        Users users = resumingTwice();
        try (EventLoop loop = EventLoop.start()) {
            Task<String> reader =
                    loop.createTask("reader", () -> Async.await(continuation -> users.find(continuation)));
            assertThat(reader.join()).isEqualTo("first");
        }
        assertThat(told())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reader")
                .hasMessageContaining("has been resumed before");
    }

    @Test
    void inATaskOfItsOwnIsToldWithTheNameOfTheTask() {
        Users users = resumingTwice();
        try (EventLoop loop = EventLoop.start()) {
            Task<String> reader = loop.createTask("reader", continuation -> users.find(continuation));
            assertThat(reader.join()).isEqualTo("first");
        }
        assertThat(told())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reader")
                .hasMessageContaining("has been resumed before");
    }

    @Test
    void afterTheCallHasEndedIsToldWithTheNameOfTheBody() {
        CompletableFuture<Continuation<?>> kept = new CompletableFuture<>();
        try (EventLoop loop = EventLoop.start()) {
            Task<String> reader = loop.createTask(
                    "reader",
                    () -> Async.<String>await(continuation -> {
                        kept.complete(continuation);
                        continuation.resumeWith("first");
                        return IntrinsicsKt.getCOROUTINE_SUSPENDED();
                    }));
            assertThat(reader.join()).isEqualTo("first");
        }
        assertThat(catchThrowable(() -> kept.join().resumeWith("second")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("reader")
                .hasMessageContaining("has been resumed before");
    }
}
