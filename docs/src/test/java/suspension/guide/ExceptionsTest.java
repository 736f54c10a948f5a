package suspension.guide;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.await;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.EventLoop;
import suspension.ExceptionGroup;
import suspension.Task;
import suspension.TaskGroup;
import suspension.facade.SuspendFacade;
import suspension.testing.AsyncTest;
import suspension.testing.VirtualTime;

/** The examples of the page on exceptions. */
@SuspendFacade(TeaHouse.class)
class ExceptionsTest {

    private final TeaHouse kotlin = new SmallTeaHouse();

    private static String load(String file) throws IOException {
        sleep(ofMillis(10));
        throw new IOException(file + " is gone");
    }

    @Test
    void inOnesOwnTaskCheckedExceptionsAreChecked() {
        // tag::own[]
        String contents;
        try {
            contents = Async.run(() -> load("prices.txt")); // javac knows that this throws IOException
        } catch (IOException e) {
            contents = "no prices";
        }
        // end::own[]
        assertThat(contents).isEqualTo("no prices");
    }

    @AsyncTest
    void fromElsewhereTheyAreNamed() {
        // tag::task[]
        Task<String> task = createTask(() -> load("prices.txt"));
        String contents;
        try {
            contents = task.await(IOException.class); // the very object that was thrown
        } catch (IOException e) {
            contents = "no prices";
        }
        // end::task[]
        assertThat(contents).isEqualTo("no prices");
    }

    private static void loadPrices() throws IOException {
        sleep(ofSeconds(1));
        throw new IOException("prices.txt is gone");
    }

    private static void loadStock() {
        try {
            sleep(ofSeconds(5));
        } finally {
            closeStock();
        }
    }

    private static void closeStock() {
        throw new IllegalStateException("the stock cannot be closed");
    }

    // tag::load-all[]
    static void loadAll() {
        TaskGroup.run(group -> {
            group.createTask(() -> loadPrices()); // throws an IOException after a second
            group.createTask(() -> loadStock()); // is cancelled then, and fails to clean up
        });
    }
    // end::load-all[]

    @Test
    void aGroupHasAllFailures() {
        List<String> log = new ArrayList<>();
        VirtualTime.run(() -> {
            // tag::group[]
            try {
                loadAll();
            } catch (ExceptionGroup e) {
                log.add(e.exceptions().size() + " failures");
                e.find(IOException.class).ifPresent(gone -> log.add("because " + gone.getMessage()));
            }
            // end::group[]
        });
        assertThat(log).containsExactly("2 failures", "because prices.txt is gone");
    }

    @Test
    void aGroupIsPrintedWithAllFailures() {
        Throwable thrown = catchThrowable(() -> VirtualTime.run(() -> loadAll()));
        ShownText.assertShown("exceptions/group.txt", ShownText.stackTrace(thrown));
    }

    @Test
    void whatDoesNotMatchIsThrownOn() {
        Throwable thrown = catchThrowable(() -> VirtualTime.run(() -> loadAllButTolerateMissingFiles()));
        assertThat(thrown)
                .isInstanceOf(ExceptionGroup.class)
                .hasMessageContaining("the stock cannot be closed")
                .hasMessageNotContaining("prices.txt");
    }

    private static void loadAllButTolerateMissingFiles() {
        // tag::split[]
        try {
            loadAll();
        } catch (ExceptionGroup e) {
            ExceptionGroup.Split parts = e.split(IOException.class::isInstance);
            parts.matching().ifPresent(missing -> System.out.println("Ignored: " + missing.getMessage()));
            if (parts.rest().isPresent()) {
                throw parts.rest().get();
            }
        }
        // end::split[]
    }

    @Test
    void lostFailuresReachTheHandler() throws Exception {
        List<String> mails = new ArrayList<>();
        // tag::handler[]
        EventLoop loop = EventLoop.builder()
                .name("orders")
                .exceptionHandler(error -> mails.add(error.message() + ": " + error.exception()))
                .build();
        // end::handler[]
        try (loop) {
            loop.createTask("prices", () -> load("prices.txt"));
            loop.run(() -> sleep(ofMillis(100)));
        }
        assertThat(mails)
                .containsExactly(
                        "prices failed, and nobody looked at its outcome: java.io.IOException: prices.txt is gone");
    }

    @AsyncTest
    void kotlinsExceptionsArriveAsTheyAre() {
        JavaTeaHouse house = JavaTeaHouse.of(kotlin);
        List<String> log = new ArrayList<>();
        // tag::kotlin[]
        try {
            house.recipe("Masala"); // @Throws in Kotlin is throws in the facade
        } catch (IOException e) {
            log.add(e.getMessage());
        }
        try {
            house.find("Mud");
        } catch (NoSuchElementException e) {
            log.add(e.getMessage());
        }
        try {
            house.priceOfTheDay(); // Kotlin's withTimeout is up
        } catch (AsyncTimeoutException e) {
            log.add("late");
        }
        // end::kotlin[]
        assertThat(log).containsExactly("Masala.txt is missing", "no tea called Mud", "late");
    }

    @AsyncTest
    void withoutAFacadeTheTypeIsNamed() {
        String recipe;
        // tag::kotlin-typed[]
        try {
            recipe = await(IOException.class, c -> kotlin.recipe("Masala", c));
        } catch (IOException e) {
            recipe = "boil it";
        }
        // end::kotlin-typed[]
        assertThat(recipe).isEqualTo("boil it");
    }

    // What goes wrong

    @Test
    void aCheckedExceptionFromATaskIsWrapped() {
        Throwable thrown = catchThrowable(() -> VirtualTime.run(() -> awaitWithoutType()));
        assertThat(thrown).isInstanceOf(CompletionException.class);
        ShownText.assertShown("exceptions/wrapped.txt", ShownText.stackTrace(thrown));
    }

    private static String awaitWithoutType() {
        Task<String> task = createTask(() -> load("prices.txt"));
        return task.await();
    }

    @Test
    void aLostFailureIsLogged() throws Exception {
        try (LoggedText logged = new LoggedText()) {
            try (EventLoop loop = EventLoop.start("orders")) {
                loop.createTask("prices", () -> load("prices.txt"));
                loop.run(() -> sleep(ofMillis(100)));
            }
            ShownText.assertShown("exceptions/lost.txt", logged.next("nobody looked"));
        }
    }

    @AsyncTest
    void aFailedTaskHasNoValue() {
        Task<String> task = createTask("prices", () -> load("prices.txt"));
        Async.wait(List.of(task));
        Throwable thrown = catchThrowable(() -> task.resultNow());
        ShownText.assertShown("exceptions/result-now.txt", thrown.toString());
        assertThatThrownBy(() -> task.await(IOException.class)).isInstanceOf(IOException.class);
    }
}
