package suspension.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.EventLoop;
import suspension.Task;
import suspension.sync.AsyncSemaphore;

/** A short soak finds nothing wrong, and each check finds what is. The long run is {@code testing/soak}. */
class SoakTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PERIOD = Duration.ofMillis(30);

    /** What a logger was; kept, for loggers are collected otherwise, and forget. */
    private static final Logger LOGGER = Logger.getLogger("suspension");

    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final List<Object> kept = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void logNothing() {
        LOGGER.setLevel(Level.OFF); // scenes fail on purpose
    }

    @AfterAll
    static void logAgain() {
        LOGGER.setLevel(null);
    }

    @AfterEach
    void endWhatIsStuck() {
        end.complete("the end");
    }

    /** Plays one scene until something is found. */
    private static String findingsOf(Scene.Play play) throws InterruptedException {
        List<Scene> scenes = List.of(Scene.onLoop("faulty", play), Scene.anywhere("idle", stage -> Async.yieldNow()));
        List<String> findings = new SoakRun(scenes, 1, PERIOD, Duration.ofSeconds(1), sample -> {}).run(PATIENCE);
        assertThat(findings).isNotEmpty();
        return findings.get(0);
    }

    @Test
    void nothingIsWrongInAShortRun() throws InterruptedException {
        SoakRun run = new SoakRun(Repertoire.all(), 1, Duration.ofSeconds(2), PATIENCE, sample -> {});

        assertThat(run.run(Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void seesATaskThatNeverEnds() throws InterruptedException {
        assertThat(findingsOf(stage -> Async.uncancellable(() -> Async.await(end))))
                .contains("--seed 1 play ", "\"faulty\"", "has not ended within PT1S")
                .contains("(T) faulty, waiting for a CompletableFuture") // the task
                .contains("\"foreign-1\""); // the threads
    }

    @Test
    void seesATaskThatIsLostWhenItsHomeCloses() throws InterruptedException {
        try (EventLoop other = EventLoop.start()) {
            assertThat(findingsOf(stage -> stage.track(other.createTask(() -> Async.sleep(Duration.ofHours(1))))))
                    .contains("A task is lost");
        }
    }

    @Test
    void seesAFinallyThatRunsTwice() throws InterruptedException {
        assertThat(findingsOf(stage -> {
                    Mark mark = stage.enter("A region");
                    mark.close();
                    mark.close();
                }))
                .contains("A region was entered 1 times, and its finally ran 2 times");
    }

    @Test
    void seesAFinallyThatNeverRuns() throws InterruptedException {
        assertThat(findingsOf(stage -> stage.enter("A region")))
                .contains("A region was entered 1 times, and its finally ran 0 times");
    }

    @Test
    void seesAPermitThatIsLost() throws InterruptedException {
        assertThat(findingsOf(stage -> {
                    AsyncSemaphore semaphore = new AsyncSemaphore(1);
                    stage.epilogue(() -> stage.expect(semaphore.tryAcquire(), "the permit is back"));
                    semaphore.acquire();
                }))
                .contains("Not so: the permit is back");
    }

    @Test
    void seesAFailureThatNoSceneMeans() throws InterruptedException {
        assertThat(findingsOf(stage -> {
                    throw new IllegalStateException("a surprise");
                }))
                .contains("has failed", "a surprise");
    }

    @Test
    void seesAReportThatNoSceneMeans() throws InterruptedException {
        assertThat(findingsOf(stage -> {
                    stage.loop().execute(() -> {
                        throw new IllegalStateException("a surprise");
                    });
                    Async.yieldNow();
                }))
                .contains("The exception handler got what no scene expects", "a surprise");
    }

    @Test
    void seesWhatPilesUp() throws InterruptedException {
        SoakRun run = new SoakRun(List.of(Scene.anywhere("leaking", this::leak)), 1, PERIOD, PATIENCE, sample -> {});

        List<String> findings = run.run(() -> run.samples().size() < Trend.LEAST);

        assertThat(findings)
                .anyMatch(finding -> finding.startsWith("The heap grows"))
                .anyMatch(finding -> finding.startsWith("The number of classes grows"))
                .anyMatch(finding ->
                        finding.startsWith("The number of loops and tasks that have ended but are kept grows"))
                .anyMatch(finding ->
                        finding.startsWith("Threads at rest are not the same") && finding.contains("leaked="));
    }

    /** Leaks a listener with what it holds, some tasks, a thread and some classes. */
    private void leak(Stage stage) throws Exception {
        byte[] held = new byte[4_000_000];
        stage.home().immortal().onDone(done -> kept.add(held));
        for (int i = 0; i < 4; i++) {
            Task<Void> task = stage.start(Async::yieldNow);
            stage.theatre().traces.watch(task);
            kept.add(task);
        }
        Thread leaked = new Thread(end::join, "leaked");
        leaked.setDaemon(true);
        leaked.start();
        for (int i = 0; i < 50; i++) {
            kept.add(aNewClass());
        }
        Async.uncancellable(() -> Async.sleep(Duration.ofMillis(20)));
    }

    private static Class<?> aNewClass() throws IOException, IllegalAccessException {
        try (InputStream code = Fault.class.getResourceAsStream("Fault.class")) {
            return MethodHandles.lookup()
                    .defineHiddenClass(code.readAllBytes(), false)
                    .lookupClass();
        }
    }
}
