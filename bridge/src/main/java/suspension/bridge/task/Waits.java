package suspension.bridge.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import suspension.bridge.trace.Recorder;
import suspension.bridge.trace.Trace;
import suspension.bridge.trace.WaitFacts;
import suspension.bridge.trace.WaitRecord;

/** What recordings learn of the waits of bodies. */
final class Waits {

    private Waits() {}

    /** Called when a wait begins. Returns null if it is not recorded. A body that gives up a turn waits for nothing. */
    static @Nullable WaitRecord begin(Waiter waiter) {
        Recorder recorder = Trace.recorder();
        return recorder == null || waiter.reason() == WaitReason.TURN ? null : recorder.newWait();
    }

    /** Called by the body when it goes on. */
    static void end(WaitRecord record, Waiter waiter) {
        BodyTask<?> body = waiter.body();
        WaitReason reason = waiter.reason();
        Waker waker = waiter.waker();
        BridgeTask<?> wokenBy = waker == null || waker.task() == body ? null : waker.task();
        record.ends(new WaitFacts(
                body.id(),
                body.host().id(),
                reason.toString(),
                waiter::describe,
                awaited(waiter, reason),
                wokenBy == null ? 0 : wokenBy.id(),
                name(waker, body, waiter)));
    }

    private static long awaited(Waiter waiter, WaitReason reason) {
        if (reason != WaitReason.TASK && reason != WaitReason.STAGE) {
            return 0;
        }
        List<? extends BridgeTask<?>> tasks = waiter.awaited();
        return tasks.size() == 1 ? tasks.get(0).id() : 0;
    }

    private static String name(@Nullable Waker waker, BodyTask<?> body, Waiter waiter) {
        if (waiter.reason() == WaitReason.SLEEP && waiter.cancelRequest() == null) {
            return "timer"; // off a loop it is Kotlin's timer, which does not say so
        }
        if (waker == null) {
            return "unknown"; // the recording began when the wait had ended
        }
        return waker.task() == body ? "suspend function" : waker.name();
    }
}
