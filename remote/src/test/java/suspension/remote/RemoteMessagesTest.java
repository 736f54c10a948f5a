package suspension.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.io.IOException;
import java.io.InputStream;
import suspension.Task;
import suspension.testing.AsyncTest;

/** The messages that the guide shows. */
class RemoteMessagesTest {

    private final FakeEngine engine = new FakeEngine();

    private String call() {
        return Remote.call("order-7", engine::start, engine::cancel, FakeEngine.RULES);
    }

    private static String message(String name) throws IOException {
        try (InputStream file = RemoteMessagesTest.class.getResourceAsStream("/messages/" + name + ".txt")) {
            return new String(file.readAllBytes(), UTF_8).strip();
        }
    }

    @AsyncTest
    void anEngineThatIsNotThere() throws IOException {
        engine.goAway();
        assertThat(catchThrowable(this::call)).hasToString(message("not-known"));
    }

    @AsyncTest
    void anEngineThatDoesNotAnswerACancellation() throws IOException {
        Task<String> caller = createTask(this::call);
        sleep(ofMillis(1));
        caller.cancel();
        assertThat(catchThrowable(caller::await)).hasToString(message("not-answered"));
    }

    @AsyncTest
    void workThatIsRefused() throws IOException {
        engine.fail("order-7", new FakeEngine.Refused("no such work"));
        assertThat(catchThrowable(this::call)).hasToString(message("refused"));
    }

    @AsyncTest
    void workOfWhichAStepMayBeDone() throws IOException {
        engine.fail(
                "order-7",
                new FakeEngine.Uncertain(
                        "the workflow has ended as EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED; of its steps,"
                                + " done are [Charge], and may be done or still running are []"));
        assertThat(catchThrowable(this::call)).hasToString(message("uncertain"));
    }

    @AsyncTest
    void workThatFails() throws IOException {
        engine.fail("order-7", new FakeEngine.Failed("the bank says no"));
        assertThat(catchThrowable(this::call)).hasToString(message("not-done"));
    }

    @AsyncTest
    void aResultOfAnotherType() throws IOException {
        engine.fail("order-7", new FakeEngine.Unreadable("no class Receipt"));
        assertThat(catchThrowable(this::call)).hasToString(message("unreadable"));
    }
}
