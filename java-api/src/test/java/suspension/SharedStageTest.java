package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;

import java.lang.ref.WeakReference;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import suspension.interop.Suspend;

/** Several that wait for one stage that cannot be cancelled. */
@Timeout(60)
class SharedStageTest {

    /** A Kotlin caller without a dispatcher. */
    private static Continuation<String> caller(Runnable resumed) {
        return new Continuation<>() {
            @Override
            public CoroutineContext getContext() {
                return EmptyCoroutineContext.INSTANCE;
            }

            @Override
            public void resumeWith(Object result) {
                resumed.run();
            }
        };
    }

    @Test
    void wakesTheOthersThoughOneRefusesToBeResumed() throws Exception {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletionStage<String> stage = source.minimalCompletionStage();
        Suspend.implement(
                caller(() -> {
                    throw new IllegalStateException("resumed before");
                }),
                stage);
        try (EventLoop loop = EventLoop.start()) {
            CountDownLatch waiting = new CountDownLatch(1);
            Task<String> task = loop.createTask(() -> {
                createTask(waiting::countDown); // runs once this body waits
                return Async.await(stage);
            });
            waiting.await();
            source.complete("value");
            assertThat(Home.value(task)).isEqualTo("value");
        }
    }

    @Test
    void keepsNobodyWhoWaitsForAStageThatIsDropped() {
        WeakReference<Continuation<String>> waiting = waitForADroppedStage();
        for (int i = 0; i < 50 && waiting.get() != null; i++) {
            System.gc();
        }
        assertThat(waiting.get()).isNull();
    }

    private static WeakReference<Continuation<String>> waitForADroppedStage() {
        Continuation<String> caller = caller(() -> {});
        Suspend.implement(caller, new CompletableFuture<String>().minimalCompletionStage());
        return new WeakReference<>(caller);
    }
}
