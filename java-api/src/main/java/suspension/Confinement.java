package suspension;

import suspension.bridge.loop.Loop;
import suspension.bridge.task.BridgeTask;
import suspension.bridge.task.Carrier;
import suspension.bridge.task.TaskHost;

/** Refuses what may not be done with a task, depending on where the task lives and where the caller is. */
final class Confinement {

    private Confinement() {}

    /**
     * Refuses to block a thread of the task's loop, a step of its test's scheduler, or a thread that must not be blocked
     * at all, until the task is done.
     */
    static void ensureMayBlock(BridgeTask<?> task, String operation) {
        TaskHost host = task.host();
        Carrier carrier = Carrier.current();
        if (carrier != null && host.takesTurns() && carrier.host().home() == host.home()) {
            String where = host instanceof Loop ? "loop" : "test scheduler";
            throw new IllegalStateException(operation + " would block " + where + " '" + host.name() + "' until "
                    + task.name() + " is done, which needs that very " + where
                    + ". Use await() in a body, or onDone() in a callback.");
        }
        NonBlockingThreads.ensureMayBlock(
                operation, task.name() + " is done", "Return the task, or its toCompletableFuture()");
    }

    /**
     * Whether the task belongs to another loop. Such a task may finish on another thread, at any moment between two
     * awaits.
     */
    static boolean isForeign(TaskHost here, BridgeTask<?> task) {
        return task.host() != here && task.host() instanceof Loop;
    }

    static String foreignMessage(TaskHost here, BridgeTask<?> task) {
        return task.name() + " belongs to loop '" + task.host().name() + "', but this is '" + here.name()
                + "'. Await its future instead: Async.await(task.toCompletableFuture()).";
    }
}
