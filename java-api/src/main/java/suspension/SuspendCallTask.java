package suspension;

import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;
import suspension.bridge.task.SuspendTask;
import suspension.bridge.task.TaskHost;

/** A task that calls a suspend function, once. */
final class SuspendCallTask<T extends @Nullable Object> extends SuspendTask<T> {

    /** The call, which is let go of when it is made; then its class. */
    private Object callOrClass;

    /** @param lent the context whose supervised child this task is; null to use the host's */
    SuspendCallTask(TaskHost host, @Nullable CoroutineContext lent, @Nullable String name, SuspendCall<T> call) {
        super(host, lent, name);
        this.callOrClass = call;
    }

    @Override
    @SuppressWarnings("unchecked") // the constructor's
    protected @Nullable Object call(Continuation<T> continuation) throws Exception {
        SuspendCall<T> call = (SuspendCall<T>) callOrClass;
        callOrClass = call.getClass();
        return call.invoke(continuation);
    }

    @Override
    protected Class<?> callClass() {
        return callOrClass instanceof Class<?> type ? type : callOrClass.getClass();
    }
}
