package suspension.bridge.task;

import static suspension.model.Interleavings.atOnce;
import static suspension.model.Interleavings.check;
import static suspension.model.Interleavings.require;

import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** A task that completes while others look, listen, and give up. */
class CompletionModelTest {

    @Test
    void listenersAreToldOnceOrRefused() {
        check(Listeners.class);
    }

    /** Listeners come and go while the task completes. */
    public static class Listeners {

        @Operation
        public void run() throws InterruptedException {
            ModelBody<Integer> body = new ModelBody<>(ModelHost.ofThreads(), () -> 7);
            BodyTask<Integer> task = body.task();
            int[] told = new int[3];
            boolean[] added = new boolean[2];
            CompletionListener leaving = completed -> told[2]++;
            task.onCompletion(leaving);
            body.start();
            atOnce(() -> added[0] = task.onCompletion(completed -> told[0] += isSeenDone(completed)), () -> {
                added[1] = task.onCompletion(completed -> told[1] += isSeenDone(completed));
                task.removeListener(leaving);
            });
            require(body.awaitValue() == 7, "the value is there");
            joinCompletion(task);
            require(told[0] == (added[0] ? 1 : 0), "the first listener is told once or refused");
            require(told[1] == (added[1] ? 1 : 0), "the second listener is told once or refused");
            require(told[2] <= 1, "a listener that leaves is told at most once");
        }

        private static int isSeenDone(BridgeTask<?> task) {
            return task.isDone() ? 1 : 2;
        }

        /** The thread that completes a task tells the listeners one after the other, and then ends. */
        private static void joinCompletion(BodyTask<?> task) throws InterruptedException {
            task.carrier().thread().join();
        }
    }
}
