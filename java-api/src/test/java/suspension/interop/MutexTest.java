package suspension.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;

import java.util.List;
import kotlinx.coroutines.sync.Mutex;
import kotlinx.coroutines.sync.MutexKt;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.Task;

/** What a suspend function has handed over is not lost to a request that comes before the body goes on. */
class MutexTest {

    private final Mutex mutex = MutexKt.Mutex(true);

    @Test
    void isNotLeftLockedByABodyThatIsCancelledOnItsWayWithIt() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> {
                await(c -> mutex.lock(null, c));
                try {
                    yieldNow(); // meets the request
                } finally {
                    mutex.unlock(null);
                }
            });
            yieldNow();
            yieldNow();
            mutex.unlock(null); // hands the lock over
            task.cancel();
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
            assertThat(mutex.isLocked()).isFalse();
        });
    }
}
