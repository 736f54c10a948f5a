package suspension.readme;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.ContextVar;
import suspension.EventLoop;
import suspension.sync.AsyncQueue;
import suspension.sync.AsyncSemaphore;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualClock;

/** The README's code blocks on locks and queues, context variables, and tests, run. */
class ReadmeSyncTest {

    private static final List<String> done = new ArrayList<>();

    static String fetch(String url) {
        sleep(ofMinutes(2));
        return url;
    }

    static void work(String job) {
        done.add(job);
    }

    private final AsyncSemaphore connections = new AsyncSemaphore(10);

    @SuppressWarnings("try") // the permit is for its region
    String fetchPolitely(String url) {
        try (AsyncSemaphore.Permit permit = connections.acquire()) { // the eleventh body suspends here
            return fetch(url);
        }
    }

    @AsyncTest
    void semaphores(VirtualClock clock) {
        List<suspension.Awaitable<String, RuntimeException>> fetches = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            String url = "page " + i;
            fetches.add(() -> fetchPolitely(url));
        }
        assertThat(gather(fetches)).hasSize(11);
        assertThat(clock.elapsed()).isEqualTo(ofMinutes(4));
    }

    @AsyncTest
    void queues() {
        AsyncQueue<String> jobs = AsyncQueue.bounded(100); // or unbounded(), priority(0, comparator), lifo(0)
        var worker = createTask(() -> {
            while (true) {
                work(jobs.get());
                jobs.taskDone();
            }
        });
        jobs.put("sweep"); // suspends while the queue is full
        jobs.join(); // until taskDone() was called for each item
        worker.cancel();
        assertThat(done).containsExactly("sweep");
    }

    static final ContextVar<String> REQUEST = ContextVar.named("request");

    static String prices() {
        return "prices for " + REQUEST.get();
    }

    static String stock() {
        return "stock for " + REQUEST.get();
    }

    @Test
    void contextVariables() {
        List<String> both = Async.run(() -> REQUEST.where("r-1", () -> gather(() -> prices(), () -> stock())));
        assertThat(both).containsExactly("prices for r-1", "stock for r-1");
    }

    /** As a logger's. */
    private static final class MDC {

        private static final ThreadLocal<Map<String, String>> VALUES = ThreadLocal.withInitial(HashMap::new);

        static String get(String key) {
            return VALUES.get().get(key);
        }

        static void put(String key, String value) {
            VALUES.get().put(key, value);
        }
    }

    @Test
    void contextElements() {
        EventLoop loop = EventLoop.builder()
                .context(REQUEST.asContextElement(() -> MDC.get("request"), id -> MDC.put("request", id)))
                .build();
        try (loop) {
            assertThat(loop.run(() -> REQUEST.where("r-1", () -> MDC.get("request"))))
                    .isEqualTo("r-1");
        }
    }

    /** As that of kotlinx-coroutines-slf4j. */
    private static final class MDCContext extends AbstractCoroutineContextElement
            implements ThreadContextElement<String> {

        private final String request = MDC.get("request");

        MDCContext() {
            super(new CoroutineContext.Key<MDCContext>() {});
        }

        @Override
        public String updateThreadContext(CoroutineContext context) {
            String before = MDC.get("request");
            MDC.put("request", request);
            return before;
        }

        @Override
        public void restoreThreadContext(CoroutineContext context, String before) {
            MDC.put("request", before);
        }
    }

    /** A {@code ScopedValue}, or null in a JDK that has none. */
    private static final Object TENANT = scopedValue();

    private static Object scopedValue() {
        try {
            return Class.forName("java.lang.ScopedValue")
                    .getMethod("newInstance")
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25)
    void whatTheStarterHas() {
        EventLoop loop = EventLoop.builder()
                .capture(() -> new MDCContext()) // asked on the thread that starts a task from outside
                .scopedValue(TENANT)
                .build();
        try (loop) {
            MDC.put("request", "r-2");
            assertThat(loop.run(() -> gather(() -> MDC.get("request"), () -> Async.toThread(() -> MDC.get("request")))))
                    .containsOnly("r-2");
        }
    }

    private static final class Client {

        String fetch(String url) {
            return timeout(ofMinutes(1), () -> ReadmeSyncTest.fetch(url));
        }
    }

    private final Client client = new Client();

    @AsyncTest
    void givesUpAfterAMinute(VirtualClock clock) {
        assertThatThrownBy(() -> client.fetch("slow")).isInstanceOf(AsyncTimeoutException.class);
        assertThat(clock.elapsed()).isEqualTo(Duration.ofMinutes(1)); // and the test takes milliseconds
    }
}
