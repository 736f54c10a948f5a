package suspension.facade.runtime;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import suspension.Async;
import suspension.EventLoop;
import suspension.SuspendCall;
import suspension.Task;
import suspension.TaskScope;

/** Where the tasks of a facade's view live. */
public abstract class TaskStarter {

    private TaskStarter() {}

    /**
     * Starts tasks on the loop of whoever calls.
     *
     * @return the starter
     */
    public static TaskStarter current() {
        return new TaskStarter() {
            @Override
            <T extends @Nullable Object> Task<T> create(SuspendCall<T> call) {
                return Async.createTask(call);
            }
        };
    }

    /**
     * Starts tasks on a loop, from any thread.
     *
     * @param loop the loop
     * @return the starter
     */
    public static TaskStarter on(EventLoop loop) {
        return new TaskStarter() {
            @Override
            <T extends @Nullable Object> Task<T> create(SuspendCall<T> call) {
                return loop.createTask(call);
            }
        };
    }

    /**
     * Starts tasks in a scope, from any thread.
     *
     * @param scope the scope
     * @return the starter
     */
    public static TaskStarter on(TaskScope scope) {
        return new TaskStarter() {
            @Override
            <T extends @Nullable Object> Task<T> create(SuspendCall<T> call) {
                return scope.createTask(call);
            }
        };
    }

    abstract <T extends @Nullable Object> Task<T> create(SuspendCall<T> call);

    /**
     * Starts a suspend function as a task.
     *
     * @param <T> the type of the value
     * @param function the call
     * @return the task
     */
    public <T extends @Nullable Object> Task<T> start(SuspendFunction<T> function) {
        return created(function, function);
    }

    /**
     * Starts a suspend function as a task whose value takes another form in Java.
     *
     * @param <T> the type of the value in Java
     * @param function the call
     * @param toJava turns what the function gives into what Java sees
     * @return the task
     */
    public <T extends @Nullable Object> Task<T> start(
            SuspendFunction<@Nullable Object> function, Function<@Nullable Object, T> toJava) {
        return created(KotlinCalls.converted(function, toJava), function);
    }

    /**
     * Starts a suspend function without a result as a task.
     *
     * @param function the call
     * @return the task
     */
    public Task<@Nullable Void> startAction(SuspendFunction<@Nullable Object> function) {
        return start(function, value -> null);
    }

    private <T extends @Nullable Object> Task<T> created(SuspendCall<T> call, Object function) {
        try {
            return create(call);
        } catch (IllegalStateException e) {
            throw Misuse.explained(e, function);
        }
    }
}
