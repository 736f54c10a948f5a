package suspension.bridge.internal;

/**
 * Is told that a task is done, on the thread that completes it. It must neither block nor throw. One listener may serve
 * many tasks.
 */
@FunctionalInterface
public interface CompletionListener {

    void completed(BridgeTask<?> task);
}
