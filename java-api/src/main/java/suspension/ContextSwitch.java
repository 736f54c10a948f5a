package suspension;

import java.util.concurrent.CancellationException;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.NonCancellable;
import org.jspecify.annotations.Nullable;
import suspension.bridge.internal.BodyTask;
import suspension.bridge.internal.DispatcherHost;
import suspension.bridge.internal.Loop;
import suspension.bridge.internal.TaskHost;

/** A body that runs part of its code under another context, and there as a task of its own if that is another dispatcher. */
final class ContextSwitch {

    private ContextSwitch() {}

    static <T extends @Nullable Object, X extends Exception> T run(
            BodyTask<?> caller, CoroutineContext elements, Awaitable<T, X> body) throws X {
        Job job = elements.get(Job.Key);
        if (job == NonCancellable.INSTANCE) {
            return caller.<T, X>masked(() -> run(caller, elements.minusKey(Job.Key), body));
        }
        if (job != null) {
            throw new IllegalArgumentException(
                    "withContext cannot run a body under another job, which would take it from"
                            + " its task; leave the job out, or start a task there: TaskScope.of(scope).createTask(...)");
        }
        CoroutineContext context = caller.context().plus(elements);
        if (interceptor(context) == interceptor(caller.context())) {
            return caller.<T, X>inContext(context, body::await);
        }
        return elsewhere(caller, caller.isMasked() ? context.plus(NonCancellable.INSTANCE) : context, body);
    }

    private static <T extends @Nullable Object, X extends Exception> T elsewhere(
            BodyTask<?> caller, CoroutineContext context, Awaitable<T, X> body) throws X {
        Loop loop = Loop.of(context);
        TaskHost host = loop != null ? loop : new DispatcherHost(context);
        CoroutineName name = context.get(CoroutineName.Key);
        Task<T> task =
                Bodies.started(new BodyTask<T>(host, context, name == null ? null : name.getName(), body::await));
        try {
            task.join(caller, true);
        } catch (CancellationException e) { // Kotlin has cancelled the caller's job, and thereby the task
            join(caller, task);
            throw e;
        }
        return Async.<T, X>resultOf(task.settled());
    }

    private static void join(BodyTask<?> caller, Task<?> task) {
        Action<RuntimeException> join = () -> task.join(caller, false);
        caller.masked(Bodies.withoutValue(join)::await);
        task.settled();
    }

    private static @Nullable ContinuationInterceptor interceptor(CoroutineContext context) {
        return context.get(ContinuationInterceptor.Key);
    }
}
