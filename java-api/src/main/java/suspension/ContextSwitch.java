package suspension;

import java.util.concurrent.CancellationException;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.CoroutineName;
import kotlinx.coroutines.Job;
import kotlinx.coroutines.NonCancellable;
import org.jspecify.annotations.Nullable;
import suspension.bridge.context.CopiedElement;
import suspension.bridge.dispatcher.DispatcherHost;
import suspension.bridge.loop.Loop;
import suspension.bridge.task.BodyTask;
import suspension.bridge.task.TaskHost;

/** Runs part of a body's code under another context. On another dispatcher that part is a task of its own. */
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
        if (Loop.dispatcherOf(context) == Loop.dispatcherOf(caller.context())) {
            return caller.<T, X>inContext(context, body::await);
        }
        return elsewhere(caller, caller.isMasked() ? context.plus(NonCancellable.INSTANCE) : context, body);
    }

    private static <T extends @Nullable Object, X extends Exception> T elsewhere(
            BodyTask<?> caller, CoroutineContext context, Awaitable<T, X> body) throws X {
        CopiedElement.leaveThread(caller.context());
        Loop loop = Loop.of(context);
        TaskHost host = loop != null ? loop : new DispatcherHost(context);
        CoroutineName name = context.get(CoroutineName.Key);
        caller.handOverElements();
        Task<T> task = Tasks.started(new BodyTask<T>(host, context, name == null ? null : name.getName(), body::await));
        try {
            TaskWaiter.awaitPart(caller, task.bridge(), true);
        } catch (CancellationException e) { // Kotlin has cancelled the caller's job, and thereby the task
            join(caller, task);
            throw e;
        }
        return MainRun.<T, X>resultOf(task.settled());
    }

    private static void join(BodyTask<?> caller, Task<?> task) {
        Action<RuntimeException> join = () -> TaskWaiter.awaitPart(caller, task.bridge(), false);
        caller.masked(Tasks.withoutValue(join)::await);
        task.settled();
    }
}
