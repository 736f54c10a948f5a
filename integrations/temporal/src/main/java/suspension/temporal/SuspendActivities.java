package suspension.temporal;

import io.temporal.activity.ActivityInterface;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import suspension.EventLoop;
import suspension.EventLoopGroup;

/**
 * Temporal activities whose code is a Java body or a Kotlin suspend function, on a loop. Thousands of them may wait at
 * once, and none of them holds a thread.
 *
 * <p>What a workflow calls is an ordinary {@code @ActivityInterface}. In Java, its implementation's methods are bodies. In
 * Kotlin, a class that does not implement it has a suspend function of the same name and with the same parameters for
 * each of its methods:
 *
 * <pre>{@code
 * worker.registerActivitiesImplementations(SuspendActivities.of(loop, Payments.class, new SuspendPayments(bank)));
 * }</pre>
 *
 * <p><b>Heartbeats</b> are sent by the loop until the activity's task is done, three in each heartbeat timeout that the
 * workflow sets, or one every 10 s without such a timeout. So a loop that is blocked sends none, as a worker that is dead.
 *
 * <p><b>A cancellation</b> comes to the worker with the next heartbeat, and cancels the activity's task, once. What its code
 * then ends with is what Temporal is told, and a value that it returns counts, also where a task of its own would end as
 * cancelled. <b>An activity that ends with a {@code CancellationException} says that it has had no effect</b>, and who
 * called the workflow is told that it was cancelled. So wait for what has an effect in {@code Async.uncancellable}, or in
 * Kotlin in {@code withContext(NonCancellable)}, and return its value. That {@code withContext} gets no dispatcher, and
 * stands in no {@code coroutineScope} or {@code withTimeout}: these end as cancelled, whatever their code gives. And code
 * that stops because it was asked to must throw, and not return: Kotlin's {@code while (isActive)} says that all is done.
 *
 * <p>Temporal runs an activity <b>at least once</b>. If a worker dies, or is given up, another one runs the activity
 * again: make what it does the same however often it is done, by a key.
 *
 * <p>{@code WorkerOptions.setMaxConcurrentActivityExecutionSize} says how many run at once; an activity keeps its place
 * until it ends. At the end of a worker, shut its factory down and await that before the loop is closed. What a closing
 * loop cancels, and has not returned a value all the same, fails, so that Temporal gives it to another worker.
 */
public final class SuspendActivities {

    private SuspendActivities() {}

    /**
     * Returns an implementation of an activity interface, to be registered with a worker. Neither suspends nor blocks.
     *
     * @param <A> the type of the interface
     * @param loop where the activities run; it stays open for as long as the worker runs
     * @param activities an {@code @ActivityInterface}
     * @param implementation implements it with bodies, or has a suspend function for each of its methods
     * @return what Temporal calls
     * @throws IllegalArgumentException if the interface is none of Temporal's, or a method is not implemented
     */
    public static <A> A of(EventLoop loop, Class<A> activities, Object implementation) {
        Objects.requireNonNull(loop, "loop");
        return of(() -> loop, activities, implementation);
    }

    /**
     * Like {@link #of(EventLoop, Class, Object)}, for a loop of a group: each activity runs on one of them.
     *
     * @param <A> the type of the interface
     * @param loops where the activities run
     * @param activities an {@code @ActivityInterface}
     * @param implementation implements it with bodies, or has a suspend function for each of its methods
     * @return what Temporal calls
     */
    public static <A> A of(EventLoopGroup loops, Class<A> activities, Object implementation) {
        Objects.requireNonNull(loops, "loops");
        return of(loops::next, activities, implementation);
    }

    private static <A> A of(Supplier<EventLoop> loop, Class<A> activities, Object implementation) {
        if (!activities.isInterface() || !activities.isAnnotationPresent(ActivityInterface.class)) {
            throw new IllegalArgumentException(activities.getName()
                    + " is no activity interface; give an interface with @ActivityInterface, as workflows call it");
        }
        Map<Method, ActivityCode> code = ActivityCode.of(activities, Objects.requireNonNull(implementation));
        InvocationHandler calls = (proxy, method, arguments) -> {
            ActivityCode called = code.get(method);
            return called == null
                    ? objectMethod(proxy, implementation, method, arguments)
                    : ActivityRun.start(loop.get(), called, arguments);
        };
        return activities.cast(Proxy.newProxyInstance(activities.getClassLoader(), new Class<?>[] {activities}, calls));
    }

    private static @Nullable Object objectMethod(
            Object proxy, Object implementation, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "SuspendActivities[" + implementation + "]";
        };
    }
}
