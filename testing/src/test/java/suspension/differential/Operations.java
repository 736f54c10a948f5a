package suspension.differential;

import static suspension.differential.Code.units;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import suspension.Async;
import suspension.Awaitable;
import suspension.ContextVar;
import suspension.EventLoop;
import suspension.ReturnWhen;
import suspension.Task;
import suspension.TaskGroup;
import suspension.Timeout;
import suspension.WaitResult;
import suspension.sync.AsyncLock;
import suspension.sync.AsyncSemaphore;

/**
 * asyncio's vocabulary, in this library's words: what each operation of a program does. What it returns is logged; {@link
 * Code.Returned} ends the body.
 */
final class Operations {

    /** One of them. */
    @FunctionalInterface
    interface Operation {
        Object run(Code code, Step step);
    }

    private static final Map<String, Operation> ALL = new HashMap<>();

    static {
        tasks();
        callbacks();
        combinations();
        limits();
        variables();
        locks();
        barriers();
        queues();
    }

    private Operations() {}

    static Operation named(String name) {
        return ALL.get(name);
    }

    private static void define(String name, Operation operation) {
        ALL.put(name, operation);
    }

    private static void act(String name, java.util.function.BiConsumer<Code, Step> action) {
        ALL.put(name, (code, step) -> {
            action.accept(code, step);
            return null;
        });
    }

    private static void tasks() {
        act("create", (code, step) -> {
            int id = step.integer(0);
            code.scene.tasks.put(id, Async.createTask(Code.body(code.scene, id, step.steps(1))));
        });
        define("cancel", ofTask((code, task) -> task.cancel("by " + code.who)));
        define("uncancel", ofTask((code, task) -> task.uncancel()));
        define("cancelling", ofTask((code, task) -> task.cancelling()));
        define("state", ofTask((code, task) -> LogText.state(task)));
        define("await", ofTask((code, task) -> task.await()));
        act("sleep", (code, step) -> Async.sleep(units(step.integer(0))));
        act("raise", (code, step) -> {
            throw new Boom(step.integer(0));
        });
        define("return", (code, step) -> new Code.Returned(step.integer(0)));
        define("try", (code, step) -> code.attempt(step.string(0), step.steps(1), step.steps(2)));
    }

    private static Operation ofTask(BiFunction<Code, Task<?>, Object> operation) {
        return (code, step) -> {
            Task<?> task = code.scene.tasks.get(step.integer(0));
            return task == null ? null : operation.apply(code, task);
        };
    }

    private static void callbacks() {
        act("soon", (code, step) -> code.scene.loop.execute(code.callback(step.integer(0), step.steps(1))));
        act(
                "later",
                (code, step) -> code.scene.timers.put(
                        step.integer(0),
                        code.scene.loop.callLater(
                                units(step.integer(1)), code.callback(step.integer(0), step.steps(2)))));
        act("stop", (code, step) -> {
            EventLoop.Timer timer = code.scene.timers.get(step.integer(0));
            if (timer != null) {
                timer.cancel();
            }
        });
        act("onDone", (code, step) -> {
            Task<?> task = code.scene.tasks.get(step.integer(1));
            if (task != null) {
                Runnable callback = code.callback(step.integer(0), step.steps(2));
                task.onDone(done -> callback.run());
            }
        });
    }

    private static void combinations() {
        define("gather", Operations::gather);
        define("wait", Operations::wait);
        act("asCompleted", Operations::asCompleted);
        define("shield", ofTask((code, task) -> Async.shield(task)));
        define("shieldBody", (code, step) -> Async.shield(Code.body(code.scene, step.integer(0), step.steps(1))));
        define(
                "group",
                (code, step) -> TaskGroup.run((TaskGroup group) -> {
                    code.scene.groups.put(step.integer(0), group);
                    return code.run(step.steps(1));
                }));
        act("spawn", (code, step) -> {
            TaskGroup group = code.scene.groups.get(step.integer(0));
            if (group != null) {
                int id = step.integer(1);
                code.scene.tasks.put(id, group.createTask(Code.body(code.scene, id, step.steps(2))));
            }
        });
    }

    @SuppressWarnings("unchecked") // a body's steps
    private static Object gather(Code code, Step step) {
        List<Awaitable<?, RuntimeException>> elements = new ArrayList<>();
        for (Object item : step.list(1)) {
            if (item instanceof List<?> body) {
                elements.add(Code.body(code.scene, (Integer) body.get(0), (List<Step>) body.get(1)));
            } else {
                elements.addAll(code.others(List.of(item)));
            }
        }
        return step.integer(0) == 0 ? Async.gather(elements) : Async.gatherOutcomes(elements);
    }

    private static Object wait(Code code, Step step) {
        ReturnWhen when = switch (step.string(0)) {
            case "first" -> ReturnWhen.FIRST_COMPLETED;
            case "exception" -> ReturnWhen.FIRST_EXCEPTION;
            default -> ReturnWhen.ALL_COMPLETED;
        };
        List<Task<?>> tasks = code.others(step.list(2));
        WaitResult<Task<?>> result = step.arguments().get(1) == null
                ? Async.<Task<?>>wait(tasks, when)
                : Async.<Task<?>>wait(tasks, units(step.integer(1)), when);
        List<Object> done = new ArrayList<>();
        List<Object> pending = new ArrayList<>();
        for (Task<?> task : new LinkedHashSet<>(tasks)) {
            (result.done().contains(task) ? done : pending).add(code.scene.idOf(task));
        }
        return LogText.of(done) + " " + LogText.of(pending);
    }

    private static void asCompleted(Code code, Step step) {
        List<Object> given = new ArrayList<>();
        List<Task<?>> tasks = code.others(step.list(2));
        try {
            Iterable<Task<?>> completed = step.arguments().get(0) == null
                    ? Async.<Task<?>>asCompleted(tasks)
                    : Async.<Task<?>>asCompleted(tasks, units(step.integer(0)));
            for (Task<?> task : completed) {
                given.add(code.scene.idOf(task));
                code.log("-", "given", LogText.of(given.get(given.size() - 1)));
                if (given.size() >= step.integer(1)) {
                    break;
                }
            }
        } finally {
            code.log("-", "all", LogText.of(given));
        }
    }

    private static void limits() {
        define(
                "timeout",
                (code, step) -> Async.timeout(units(step.integer(1)), (Timeout timeout) -> {
                    code.scene.timeouts.put(step.integer(0), timeout);
                    return code.run(step.steps(2));
                }));
        act("reschedule", (code, step) -> {
            Timeout timeout = code.scene.timeouts.get(step.integer(0));
            if (timeout != null && step.arguments().get(1) == null) {
                timeout.disable();
            } else if (timeout != null) {
                timeout.reschedule(units(step.integer(1)));
            }
        });
        define("expired", (code, step) -> {
            Timeout timeout = code.scene.timeouts.get(step.integer(0));
            return timeout == null ? null : timeout.expired();
        });
        define("waitFor", (code, step) -> Async.waitFor(() -> code.run(step.steps(1)), units(step.integer(0))));
        define("waitForTask", (code, step) -> {
            Task<?> task = code.scene.tasks.get(step.integer(1));
            return task == null ? null : Async.waitFor(task, units(step.integer(0)));
        });
    }

    private static void variables() {
        act("setVariable", (code, step) -> {
            ContextVar<Integer> variable = Code.VARIABLES.get(step.integer(0));
            code.set.push(new Code.Set(variable, variable.set(step.integer(1))));
        });
        define("getVariable", (code, step) -> {
            ContextVar<Integer> variable = Code.VARIABLES.get(step.integer(0));
            return step.integer(0) == 0 ? variable.orElse(null) : variable.get();
        });
        act("resetVariable", (code, step) -> {
            Code.Set last = code.set.poll();
            if (last != null) {
                last.variable().reset(last.token());
            }
        });
        act("increment", (code, step) -> code.scene.count++);
    }

    private static void locks() {
        act("acquire", (code, step) -> code.scene.lock(step.integer(0)).acquire());
        act("release", (code, step) -> code.scene.lock(step.integer(0)).release());
        define("locked", (code, step) -> code.scene.lock(step.integer(0)).isLocked());
        define("withLock", (code, step) -> {
            AsyncLock lock = code.scene.lock(step.integer(0));
            return guarded(lock::acquire, AsyncLock.Held::close, code, step.steps(1));
        });
        act("eventWait", (code, step) -> code.scene.event(step.integer(0)).await());
        act("set", (code, step) -> code.scene.event(step.integer(0)).set());
        act("clear", (code, step) -> code.scene.event(step.integer(0)).clear());
        define("isSet", (code, step) -> code.scene.event(step.integer(0)).isSet());
        define("withCondition", (code, step) -> {
            AsyncLock lock = code.scene.condition(step.integer(0)).lock();
            return guarded(lock::acquire, AsyncLock.Held::close, code, step.steps(1));
        });
        act(
                "conditionWait",
                (code, step) -> code.scene.condition(step.integer(0)).await());
        act(
                "conditionUntil",
                (code, step) ->
                        code.scene.condition(step.integer(0)).awaitUntil(() -> code.scene.count >= step.integer(1)));
        act("notify", (code, step) -> {
            if (step.integer(1) < 0) {
                code.scene.condition(step.integer(0)).signalAll();
            } else {
                code.scene.condition(step.integer(0)).signal(step.integer(1));
            }
        });
        act(
                "acquirePermit",
                (code, step) -> code.scene.semaphore(step.integer(0)).acquire());
        act(
                "releasePermit",
                (code, step) -> code.scene.semaphore(step.integer(0)).release());
        define(
                "semaphoreLocked",
                (code, step) -> code.scene.semaphore(step.integer(0)).isLocked());
        define("withPermit", (code, step) -> {
            AsyncSemaphore semaphore = code.scene.semaphore(step.integer(0));
            return guarded(semaphore::acquire, AsyncSemaphore.Permit::close, code, step.steps(1));
        });
    }

    /** As try-with-resources, but what closing throws is thrown also when the steps have thrown, as Python does. */
    private static <G> Object guarded(
            java.util.function.Supplier<G> acquire, java.util.function.Consumer<G> close, Code code, List<Step> steps) {
        G guard = acquire.get();
        try {
            code.log("-", "in", "-");
            return code.run(steps);
        } finally {
            close.accept(guard);
        }
    }

    private static void barriers() {
        define(
                "barrierWait",
                (code, step) -> code.scene.barrier(step.integer(0)).await());
        act("barrierReset", (code, step) -> code.scene.barrier(step.integer(0)).reset());
        act("barrierAbort", (code, step) -> code.scene.barrier(step.integer(0)).abort());
        define("waiting", (code, step) -> code.scene.barrier(step.integer(0)).waiting());
    }

    private static void queues() {
        act("put", (code, step) -> code.scene.queue(step.integer(0)).put(step.integer(1)));
        define("offer", (code, step) -> code.scene.queue(step.integer(0)).offer(step.integer(1)));
        define("get", (code, step) -> code.scene.queue(step.integer(0)).get());
        define("poll", (code, step) -> code.scene.queue(step.integer(0)).poll());
        act("taskDone", (code, step) -> code.scene.queue(step.integer(0)).taskDone());
        act("join", (code, step) -> code.scene.queue(step.integer(0)).join());
        define("size", (code, step) -> code.scene.queue(step.integer(0)).size());
        act("shutdown", (code, step) -> {
            if (step.integer(1) == 0) {
                code.scene.queue(step.integer(0)).shutdown();
            } else {
                code.scene.queue(step.integer(0)).shutdownNow();
            }
        });
    }
}
