package suspension.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TasksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GatherWorkers",
                "BackgroundWorkers",
                "DownloadAndLog",
                "AsTheyFinish",
                "WaitModes",
                "FireAndForget",
                "GroupFailure"
            })
    void keepsItsPromise(String sample) throws Exception {
        Runs.assertKeepsItsPromise(sample);
    }

    @Test
    void allWorkersStartBeforeAnyEnds() throws Exception {
        List<String> printed = Runs.of("GatherWorkers").lines();

        assertThat(printed.subList(0, 5)).allMatch(line -> line.endsWith("started"));
        assertThat(printed.subList(5, 10)).allMatch(line -> line.endsWith("ended"));
    }

    @Test
    void otherWorkIsDoneWhileTasksRunInTheBackground() throws Exception {
        assertThat(Runs.of("BackgroundWorkers").lines())
                .containsSubsequence(
                        "Worker 5 started",
                        "Tasks are running in the background...",
                        "Other work is done meanwhile",
                        "Worker 1 ended",
                        "[result 1, result 2, result 3, result 4, result 5]");
    }

    @Test
    void mainWaitsForTheSlowerTaskWhenItAwaitsThatFirst() throws Exception {
        assertThat(sectionOfDownloadAndLog("Tasks, the download awaited first:"))
                .endsWith("  main has the file after 2 s", "  main has the log entry after 2 s");
    }

    @Test
    void mainGoesOnEarlyWhenItAwaitsTheFasterTaskFirst() throws Exception {
        assertThat(sectionOfDownloadAndLog("Tasks, the log awaited first:"))
                .containsSubsequence(
                        "  main has the log entry after 1 s",
                        "  main runs ordinary code meanwhile",
                        "  download finished",
                        "  main has the file after 2 s");
    }

    @Test
    void coroutinesAwaitedOneAfterAnotherTakeTheSum() throws Exception {
        assertThat(sectionOfDownloadAndLog("Coroutines, one after another:"))
                .containsSubsequence("  download finished", "  log started")
                .endsWith("  main has the log entry after 3 s");
    }

    private static List<String> sectionOfDownloadAndLog(String title) throws Exception {
        List<String> printed = Runs.of("DownloadAndLog").lines();
        return printed.stream()
                .skip(printed.indexOf(title) + 1L)
                .takeWhile(line -> line.startsWith("  "))
                .toList();
    }

    @Test
    void resultsAreHandledInTheOrderInWhichTheyFinish() throws Exception {
        assertThat(Runs.of("AsTheyFinish").lines()).endsWith("Serving soup", "Serving stew", "Serving rice");
    }

    @Test
    void waitThatTimesOutCancelsNothing() throws Exception {
        assertThat(Runs.of("WaitModes").lines())
                .containsSubsequence(
                        "at most 100 ms: done [quick, failing], pending [slow]",
                        "ALL_COMPLETED: done [quick, failing, slow], pending []");
    }

    @Test
    void forgottenTaskThatOutlivesMainIsCancelled() throws Exception {
        assertThat(Runs.of("FireAndForget").lines())
                .containsSubsequence("mail is done", "main ends", "The backup is cancelled, and cleans up");
    }

    @Test
    void failureCancelsTheOthersOfItsGroupBeforeItIsThrown() throws Exception {
        assertThat(Runs.of("GroupFailure").lines())
                .endsWith(
                        "Cancelled: loading the user",
                        "Cancelled: loading the cart",
                        "A task group failed (1 exception): java.io.IOException: the price list is gone",
                        "Because of: the price list is gone");
    }
}
