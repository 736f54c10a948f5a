package suspension.benchmarks;

import static suspension.Async.createTask;

import java.time.Duration;
import kotlin.Unit;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import org.jspecify.annotations.Nullable;
import suspension.Task;

/** Suspension: Kotlin suspend functions as tasks, where a task may be one. */
final class SuspensionKotlinTasks extends SuspensionContender {

    @Override
    Task<Integer> startReady(int i) {
        return createTask(c -> KotlinFunctions.ready(i, c));
    }

    @Override
    Event newEvent() {
        return new KotlinEvent();
    }

    @Override
    Task<Integer> startSleeping(int i, Duration time) {
        return createTask(c -> KotlinFunctions.sleeping(i, time.toNanos(), c));
    }

    @Override
    Task<Integer> startNext(Task<Integer> before) {
        return createTask(c -> KotlinFunctions.next(before.asDeferred(), c));
    }

    @Override
    Task<Integer> startRequest(HttpCalls calls, String url) {
        return createTask(c -> calls.lengthOf(url, c));
    }

    @Override
    long gatherReady(int n) {
        return sumOf(started(n, this::startReady));
    }

    @Override
    public @Nullable String leavesOut(Workload workload) {
        return switch (workload) {
            case LONE_YIELDS, TURNS, AWAIT_READY, AWAIT_SUSPENDING, QUEUE, EMPTY_RUN, TIMERS ->
                "is the same library; here it makes no difference what the tasks are";
            default -> null;
        };
    }

    private static final class KotlinEvent implements Event {

        private final CompletableDeferred<Unit> happened = CompletableDeferredKt.CompletableDeferred(null);

        @Override
        public Task<Integer> startWaiting(int i) {
            return createTask(c -> KotlinFunctions.waiting(happened, i, c));
        }

        @Override
        public void set() {
            happened.complete(Unit.INSTANCE);
        }
    }
}
