package suspension.guide.recipes;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.allTasks;
import static suspension.Async.asCompleted;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.gatherOutcomes;
import static suspension.Async.sleep;
import static suspension.Async.timeout;
import static suspension.Async.yieldNow;

import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.ContextVar;
import suspension.EventLoop;
import suspension.ExceptionGroup;
import suspension.Outcome;
import suspension.Task;
import suspension.TaskGroup;
import suspension.guide.support.Shown;
import suspension.testing.AsyncTest;

/** The recipes of the page "From StructuredTaskScope": what stands before, in {@code jdk25}, and after does the same. */
@Timeout(60)
class FromStructuredTest {

    private static final Path BEFORE =
            Path.of(System.getProperty("guide.basedir", ""), "src/test/jdk25/suspension/guide/recipes/Structured.java");

    private static final ContextVar<String> REQUEST = ContextVar.named("request");

    private static String user(long id) {
        return "user " + id;
    }

    private static String cart(long id) {
        return "cart " + id;
    }

    private static String fetch(String url) {
        if (url.equals("missing")) {
            throw new IllegalStateException("no page missing");
        }
        sleep(url.equals("slow") ? ofMinutes(1) : ofMillis(1));
        return "page " + url;
    }

    // tag::group[]
    static String order(long id) {
        return TaskGroup.run(group -> {
            Task<String> user = group.createTask(() -> user(id));
            Task<String> cart = group.createTask(() -> cart(id));
            return user.await() + ", " + cart.await(); // if one of them fails, the other is cancelled
        });
    }
    // end::group[]

    private static String failing() {
        // tag::failure[]
        try {
            TaskGroup.run(group -> {
                group.createTask(() -> fetch("slow"));
                group.createTask(() -> {
                    throw new IllegalStateException("no cart");
                });
            });
            return "both";
        } catch (ExceptionGroup e) {
            return e.exceptions().get(0).getMessage(); // all failures, the first one first
        }
        // end::failure[]
    }

    // tag::first[]
    static String fastest() {
        List<Task<String>> both = List.of(createTask(() -> fetch("slow")), createTask(() -> fetch("fast")));
        return firstSuccess(both);
    }

    static String firstSuccess(List<Task<String>> tasks) {
        try {
            for (Task<String> task : asCompleted(tasks)) {
                if (task.outcome() instanceof Outcome.Success<String> success) {
                    return success.value();
                }
            }
            throw new NoSuchElementException("all failed");
        } finally {
            tasks.forEach(Task::cancel); // also when the caller is cancelled
        }
    }
    // end::first[]

    // tag::all[]
    static List<String> all(List<String> urls) {
        return TaskGroup.run(group -> {
            List<Task<String>> pages =
                    urls.stream().map(url -> group.createTask(() -> fetch(url))).toList();
            return pages.stream().map(Task::await).toList(); // if one fails, all others are cancelled
        });
    }
    // end::all[]

    private static String tooLate() {
        // tag::timeout[]
        try {
            return timeout(ofMillis(100), () -> {
                fetch("slow");
                return "in time";
            });
        } catch (AsyncTimeoutException e) {
            return "late";
        }
        // end::timeout[]
    }

    private static String traced() {
        // tag::scoped[]
        return REQUEST.where("r-1", () -> {
            Task<String> page = createTask(() -> "page of " + REQUEST.get());
            return page.await();
        });
        // end::scoped[]
    }

    @AsyncTest
    void whatStandsAfterDoesTheSame() {
        assertThat(List.of(
                        order(7), failing(), fastest(), all(List.of("a", "b")).toString(), tooLate(), traced()))
                .containsExactly("user 7, cart 7", "no cart", "page fast", "[page a, page b]", "late", "page of r-1");
    }

    @Test
    @EnabledOnJre(value = JRE.JAVA_25, disabledReason = "a preview that changes with each JDK")
    void whatStandsBeforeRunsOnJdk25() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-preview",
                        "--source",
                        "25",
                        BEFORE.toString())
                .redirectError(Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(printed.lines())
                .containsExactly("user 7, cart 7", "no cart", "page fast", "[page a, page b]", "late", "page of r-1");
    }

    @AsyncTest
    void failingTaskOfAListCancelsTheOthers() {
        List<String> urls = List.of("slow", "missing");
        assertThatThrownBy(() -> all(urls))
                .isInstanceOfSatisfying(
                        ExceptionGroup.class,
                        thrown -> assertThat(thrown.exceptions())
                                .singleElement()
                                .isInstanceOf(IllegalStateException.class)
                                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                                .hasMessage("no page missing"));
        assertThat(allTasks()).hasSize(1); // only this one
    }

    @AsyncTest
    void firstSuccessPassesOverFailures() {
        Task<String> missing = createTask(() -> fetch("missing"));
        Task<String> fast = createTask(() -> fetch("fast"));
        Task<String> slow = createTask(() -> fetch("slow"));
        assertThat(firstSuccess(List.of(missing, slow, fast))).isEqualTo("page fast");
        assertThat(missing.exceptionNow()).hasMessage("no page missing");
        Async.wait(List.of(slow));
        assertThat(slow.isCancelled()).isTrue();
    }

    @AsyncTest
    void noSuccessIsAnException() {
        List<Task<String>> both = List.of(createTask(() -> fetch("missing")), createTask(() -> fetch("missing")));
        assertThatThrownBy(() -> firstSuccess(both))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("all failed");
    }

    @AsyncTest
    void cancelledCallerCancelsAllThatItWaitsFor() {
        List<Task<String>> both = List.of(createTask(() -> fetch("slow")), createTask(() -> fetch("slow")));
        Task<String> caller = createTask(() -> firstSuccess(both));
        yieldNow();
        caller.cancel();
        assertThatThrownBy(caller::await).isInstanceOf(CancellationException.class);
        Async.wait(both);
        assertThat(both).allMatch(Task::isCancelled);
    }

    @AsyncTest
    void outcomesOfAll() {
        // tag::outcomes[]
        List<Outcome<String>> outcomes = gatherOutcomes(() -> fetch("a"), () -> {
            throw new IllegalStateException("no page");
        });
        // end::outcomes[]
        assertThat(outcomes.get(0)).isEqualTo(new Outcome.Success<>("page a"));
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Failure.class);
    }

    /** Two accounts that many threads use, and so a lock. */
    // tag::lock-before[]
    static final class Before {
        private final ReentrantLock lock = new ReentrantLock();
        private int balance = 100;

        boolean withdraw(int amount) {
            lock.lock();
            try {
                if (balance < amount) {
                    return false;
                }
                balance -= amount;
                return true;
            } finally {
                lock.unlock();
            }
        }
    }
    // end::lock-before[]

    // tag::lock-after[]
    static final class After {
        private int balance = 100;

        boolean withdraw(int amount) { // does not suspend, so nobody comes between
            if (balance < amount) {
                return false;
            }
            balance -= amount;
            return true;
        }
    }
    // end::lock-after[]

    @Test
    void bodiesNeedNoLock() {
        Before before = new Before();
        After after = new After();
        List<Boolean> withdrawn = Async.run(() -> gather(() -> after.withdraw(70), () -> after.withdraw(70)));
        assertThat(withdrawn).containsExactly(before.withdraw(70), before.withdraw(70));
    }

    @Test
    void groupThatHasEndedRefusesTasks() {
        Throwable thrown = catchThrowable(() -> Async.run(() -> Mistakes.lateTask()));
        Shown.as("structured-late.txt", thrown);
    }

    @Test
    void severalFailuresArriveTogether() {
        Throwable thrown = catchThrowable(() -> Async.run(() -> Mistakes.twoFailures()));
        Shown.as("structured-failures.txt", thrown);
    }

    @Test
    void taskOfAnotherLoopIsRefused() {
        try (EventLoop orders = EventLoop.start("orders");
                EventLoop pages = EventLoop.start("pages")) {
            Task<String> page = pages.createTask(() -> {
                sleep(ofSeconds(1));
                return "page";
            });
            Shown.as("structured-other-loop.txt", catchThrowable(() -> orders.run(() -> page.await())));
        }
    }
}
