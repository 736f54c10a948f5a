package suspension.bridge.call;

import static suspension.model.Interleavings.atOnce;
import static suspension.model.Interleavings.check;
import static suspension.model.Interleavings.require;

import java.util.concurrent.CompletableFuture;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import suspension.bridge.task.Handle;

/** A stage that completes while others listen and give up. */
class StageHubModelTest {

    @Test
    void listenersOfAStageAreToldOnce() {
        check(Listeners.class);
    }

    /** A stage with listeners of its own kind, so that a hub is between. */
    private static final class Stage extends CompletableFuture<Integer> {}

    /** A thread listens, and gives up another wait, while a second one completes the stage. */
    public static class Listeners {

        @Operation
        public void run() throws InterruptedException {
            Stage stage = new Stage();
            int[] told = new int[2];
            Handle leaving = StageHub.listen(stage, (value, failure) -> told[1]++);
            atOnce(
                    () -> {
                        StageHub.listen(stage, (value, failure) -> told[0] += (int) value);
                        leaving.cancel();
                    },
                    () -> stage.complete(1));
            require(told[0] == 1, "a listener is told once");
            require(told[1] <= 1, "a listener that leaves is told at most once");
        }
    }
}
