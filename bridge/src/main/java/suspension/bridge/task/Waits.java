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
        if (recorder == null) {
            return null;
        }
        try {
            return waiter.reason() == WaitReason.TURN ? null : recorder.newWait();
        } catch (Throwable e) {
            Trace.ignore(e);
            return null;
        }
    }

    /** Called by the body when it goes on. Never throws: what the wait has brought the body would be lost. */
    static void end(WaitRecord record, Waiter waiter) {
        try {
            record.ends(facts(waiter));
        } catch (Throwable e) {
            Trace.ignore(e);
        }
    }

    private static WaitFacts facts(Waiter waiter) {
        BodyTask<?> body = waiter.body();
        WaitReason reason = waiter.reason();
        Waker waker = waiter.waker();
        long wokenBy = waker == null || waker.task() == body.id() ? 0 : waker.task();
        return new WaitFacts(
                body.id(),
                body.host().id(),
                reason.toString(),
                waiter::describe,
                awaited(waiter, reason),
                wokenBy,
                name(waker, body, waiter));
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
        boolean ofKotlin = waiter.reason() == WaitReason.SUSPEND_FUNCTION || waiter.reason() == WaitReason.FLOW;
        return ofKotlin && waker.task() == body.id() ? "suspend function" : waker.name();
    }
}
