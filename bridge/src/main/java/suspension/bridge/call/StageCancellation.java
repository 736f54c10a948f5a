package suspension.bridge.call;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** Tells a stage that nobody waits for it any more. */
public final class StageCancellation {

    private StageCancellation() {}

    /** Cancels the stage if it can be cancelled. */
    public static void cancel(CompletionStage<?> stage) {
        if (stage instanceof Future<?> future) {
            try {
                future.cancel(true);
            } catch (UnsupportedOperationException e) {
                // a minimal stage is a Future by its class alone: only its maker may complete it
            }
        }
    }
}
