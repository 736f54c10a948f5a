package suspension.guide;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.toThread;
import static suspension.Async.withContext;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.slf4j.MDCContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.MDC;
import suspension.Async;
import suspension.ContextVar;
import suspension.EventLoop;
import suspension.Task;
import suspension.interop.TaskElement;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualTime;

/** The examples of the page on context. */
class ContextTest {

    @AfterEach
    void clear() {
        MDC.clear();
    }

    // tag::variable[]
    static final ContextVar<String> REQUEST = ContextVar.withDefault("request", "-");

    static String prices() {
        sleep(ofMillis(10));
        return "prices for " + REQUEST.get();
    }

    static void serve() {
        List<String> both = REQUEST.where("r-1", () -> gather(() -> prices(), () -> toThread(() -> stock())));
        System.out.println(both + ", and then " + REQUEST.get());
    }

    static String stock() {
        return "stock for " + REQUEST.get(); // on another thread
    }
    // end::variable[]

    @Test
    void aVariableFollowsTheCode() {
        String printed = PrintedText.of(() -> VirtualTime.run(() -> serve()));
        ShownText.assertShown("context/variable.txt", printed);
    }

    @Test
    void aTaskHasACopy() {
        String printed = PrintedText.of(() -> VirtualTime.run(() -> copy()));
        ShownText.assertShown("context/copy.txt", printed);
    }

    // tag::copy[]
    static void copy() {
        REQUEST.set("r-1");
        Task<Void> child = createTask(() -> {
            System.out.println("child has " + REQUEST.get());
            REQUEST.set("r-1/child"); // for itself and the tasks that it creates
        });
        REQUEST.set("r-2"); // too late for the child
        child.await();
        System.out.println("parent has " + REQUEST.get());
    }
    // end::copy[]

    @Test
    void theMdcOfARequestFollowsItsTasks() throws Exception {
        // tag::capture[]
        EventLoop loop = EventLoop.builder()
                .capture(() -> new MDCContext()) // asked on the thread that starts a task from outside
                .build();
        // end::capture[]
        try (loop) {
            // tag::capture-use[]
            MDC.put("request", "r-7"); // on a server's thread, say
            Task<List<String>> seen =
                    loop.createTask(() -> gather(() -> MDC.get("request"), () -> toThread(() -> MDC.get("request"))));
            // end::capture-use[]
            assertThat(seen.get()).containsExactly("r-7", "r-7");
        }
    }

    @Test
    void aVariableIsBoundToTheMdc() {
        // tag::bind[]
        EventLoop loop = EventLoop.builder()
                .context(REQUEST.asContextElement(() -> MDC.get("request"), id -> MDC.put("request", id)))
                .build();
        // end::bind[]
        try (loop) {
            String seen = loop.run(() -> REQUEST.where("r-8", () -> MDC.get("request")));
            assertThat(seen).isEqualTo("r-8");
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
    void scopedValuesAreNamed() {
        // tag::scoped[]
        EventLoop loop = EventLoop.builder().scopedValue(TENANT).build(); // a ScopedValue<String>
        // end::scoped[]
        loop.close();
    }

    @AsyncTest
    void forAWhile() {
        MDC.put("request", "r-9");
        List<String> log = new ArrayList<>();
        // tag::with[]
        CoroutineContext admin = new MDCContext(Map.of("request", "admin"));
        withContext(admin, () -> {
            sleep(ofMillis(10));
            log.add(MDC.get("request")); // also after a suspension
        });
        // end::with[]
        assertThat(log).containsExactly("admin");
    }

    // tag::element[]
    static final class SpanElement extends AbstractCoroutineContextElement implements TaskElement<String> {

        static final Key<SpanElement> KEY = new Key<>() {};

        private final String span;
        private int children;

        SpanElement(String span) {
            super(KEY);
            this.span = span;
        }

        @Override
        public SpanElement copyForTask() { // asked where a task is started
            return new SpanElement(span + "." + ++children);
        }

        @Override
        public String updateThreadContext(CoroutineContext context) { // before each slice
            String before = MDC.get("span");
            MDC.put("span", span);
            return before;
        }

        @Override
        public void restoreThreadContext(CoroutineContext context, String before) { // after it
            MDC.put("span", before);
        }
    }
    // end::element[]

    @AsyncTest
    void eachTaskHasItsOwnElement() {
        List<String> spans = withContext(
                new SpanElement("1"),
                () -> gather(
                        () -> MDC.get("span"),
                        () -> gather(() -> MDC.get("span")).get(0)));
        assertThat(spans).containsExactly("1.1", "1.2.1");
    }

    // What goes wrong

    private static final ContextVar<String> USER = ContextVar.named("user");

    @AsyncTest
    void aVariableWithoutAValue() {
        ShownText.assertShown(
                "context/no-value.txt", catchThrowable(() -> USER.get()).toString());
    }

    @AsyncTest
    void aTokenOfAnotherTask() {
        ContextVar.Token token = USER.set("Asha");
        Task<Throwable> other = createTask(() -> catchThrowable(() -> USER.reset(token)));
        ShownText.assertShown("context/token.txt", other.await().toString());
    }

    @Test
    void aThreadLocalDoesNotFollow() {
        String printed = PrintedText.of(() -> Async.run(() -> loseTheMdc()));
        ShownText.assertShown("context/lost.txt", printed);
    }

    // tag::lost[]
    static void loseTheMdc() {
        MDC.put("request", "r-1"); // on this body's thread, and on no other
        yieldNow();
        gather(() -> System.out.println("child: " + MDC.get("request")));
        System.out.println("toThread: " + toThread(() -> MDC.get("request")));
    }
    // end::lost[]

    @Test
    void aJobIsNoElementOfALoop() {
        Throwable thrown = catchThrowable(() -> EventLoop.builder()
                .context(kotlinx.coroutines.Dispatchers.getIO())
                .build());
        ShownText.assertShown("context/dispatcher.txt", thrown.toString());
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_24)
    void scopedValuesNeedAJdkThatHasThem() {
        Throwable thrown = catchThrowable(() -> EventLoop.builder().scopedValue("tenant"));
        ShownText.assertShown("context/no-scoped-values.txt", thrown.toString());
    }
}
