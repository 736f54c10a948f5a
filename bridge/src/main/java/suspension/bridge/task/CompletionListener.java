package suspension.bridge.task;

/**
 * A listener that is told that a task is done, on the thread that completes the task. It must neither block nor throw.
 * One listener may serve many tasks.
 */
@FunctionalInterface
public interface CompletionListener {

    void completed(BridgeTask<?> task);
}
