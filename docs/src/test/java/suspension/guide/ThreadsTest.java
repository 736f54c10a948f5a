package suspension.guide;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.toThread;
import static suspension.Async.withContext;
import static suspension.Async.yieldNow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.NonBlocking;
import suspension.Async;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.LoopStatistics;
import suspension.Task;

/** The examples of the page on threads. */
class ThreadsTest {

    private static byte[] hash(String text) {
        byte[] digest = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 0; i < 1000; i++) {
            digest[i % digest.length] += (byte) i;
        }
        return digest;
    }

    @Test
    void heavyWorkGoesToAThread() {
        byte[] found = Async.run(() -> {
            // tag::to-thread[]
            byte[] digest = toThread(() -> hash("a long text")); // the loop goes on meanwhile
            // end::to-thread[]
            return digest;
        });
        assertThat(found).isEqualTo(hash("a long text"));
    }

    @Test
    void anotherDispatcherForAWhile() {
        String thread = Async.run(() -> {
            // tag::off[]
            String name = withContext(
                    Dispatchers.getIO(), () -> Thread.currentThread().getName());
            // end::off[]
            return name;
        });
        assertThat(thread).isNotEmpty();
    }

    @Test
    void aGroupUsesEveryCore() throws Exception {
        // tag::group[]
        try (EventLoopGroup loops = EventLoopGroup.start("orders")) {
            CompletableFuture<String> first = loops.future(() -> serve("r-1")); // on one loop
            CompletableFuture<String> second = loops.future(() -> serve("r-2")); // on the next
            System.out.println(first.get() + " and " + second.get());
        }
        // end::group[]
    }

    private static String serve(String request) {
        sleep(ofMillis(1));
        return request;
    }

    @Test
    void aLoopTellsItsFigures() {
        try (EventLoop loop = EventLoop.start("orders")) {
            loop.run(() -> sleep(ofMillis(1)));
            // tag::statistics[]
            LoopStatistics figures = loop.statistics();
            System.out.println(figures.longestSlice() + ", " + figures.queueLag() + ", " + figures.threads());
            // end::statistics[]
            assertThat(figures.slices()).isPositive();
        }
    }

    @Test
    void whatItCostsIsWhatWasMeasured() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        String page = Files.readString(root.resolve("docs/src/main/asciidoc/threads.adoc"));
        String table = page.substring(page.indexOf("[#cost]"), page.indexOf("Repeat it with"));
        String measured =
                Files.readString(root.resolve("README.md")) + Files.readString(root.resolve("benchmarks/README.md"));
        List<String> figures = Pattern.compile("\\b\\d+(?:\\.\\d{2,}|,\\d{3})\\b")
                .matcher(table)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(figures)
                .hasSizeGreaterThan(30)
                .allSatisfy(figure -> assertThat(measured).contains(figure));
    }

    // What goes wrong

    @Test
    void aBlockedLoopIsLoggedInDebugMode() throws Exception {
        // tag::debug[]
        EventLoop loop = EventLoop.builder().name("orders").debug(true).build();
        // end::debug[]
        try (LoggedText logged = new LoggedText();
                loop) {
            loop.createTask("report", () -> makeReport());
            String text = logged.next("held the turn");
            // The JDK's own frames are others in each version.
            ShownText.assertShown(
                    "threads/blocked.txt", text.replaceAll("(?m)^ +at (?:java\\.|.*lambda\\$).*\\n?", ""));
        }
    }

    private static void makeReport() throws InterruptedException {
        Thread.sleep(1000);
    }

    @Test
    void aCallOfToThreadCannotSuspend() {
        Throwable thrown = Async.run(() -> catchThrowable(() -> toThread(() -> lookUp())));
        ShownText.assertShown(
                "threads/suspend-in-thread.txt",
                thrown.toString().replaceAll("'loop-\\d+[^']*'", "'orders-blocking-1'"));
    }

    private static String lookUp() {
        sleep(ofSeconds(1));
        return "found";
    }

    @Test
    void aLoopIsNotRunInALoop() {
        Throwable thrown = Async.run(() -> catchThrowable(() -> Async.run(() -> lookUp())));
        ShownText.assertShown("threads/run-in-run.txt", thrown.toString());
    }

    @Test
    void aLoopIsNotClosedByWhatItWaitsFor() {
        try (EventLoop loop = EventLoop.start("orders")) {
            Throwable thrown = loop.run(() -> catchThrowable(() -> toThread(() -> loop.close())));
            ShownText.assertShown("threads/close.txt", thrown.toString());
        }
    }

    /** As those of Reactor Netty. */
    private static final class ReactorThread extends Thread implements NonBlocking {
        ReactorThread(Runnable code) {
            super(code, "reactor-http-nio-2");
        }
    }

    @Test
    void someThreadsMustNotBlock() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (EventLoop loop = EventLoop.start("orders")) {
            Task<String> task = loop.createTask("lookup", () -> lookUp());
            Thread thread = new ReactorThread(() -> thrown.set(catchThrowable(() -> task.join())));
            thread.start();
            thread.join();
            ShownText.assertShown("threads/reactor.txt", thrown.get().toString());
        }
    }

    @Test
    void tasksOfOneLoopTakeTurns() {
        List<String> order = Async.run(() -> {
            List<String> log = new java.util.ArrayList<>();
            Task<Void> other = createTask(() -> {
                log.add("other");
            });
            log.add("main");
            yieldNow();
            other.await();
            return log;
        });
        assertThat(order).containsExactly("main", "other");
    }
}
