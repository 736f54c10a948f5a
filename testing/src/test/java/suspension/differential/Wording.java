package suspension.differential;

import java.util.HashMap;
import java.util.Map;

/**
 * How an operation is written in Python and in Java. {@code $1} is an argument, and a line with {@code #1} alone the steps
 * that it holds, which are indented below the line before.
 */
record Wording(String python, String java) {

    private static final Map<String, Wording> ALL = new HashMap<>();

    static {
        put("create", "async def b$0():\n#1\nt$0 = create_task(b$0())", "t$0 = createTask(() -> {\n#1\n});");
        put("cancel", "t$0.cancel()", "t$0.cancel();");
        put("uncancel", "t$0.uncancel()", "t$0.uncancel();");
        put("cancelling", "t$0.cancelling()", "t$0.cancelling();");
        put("state", "print(t$0)", "print(t$0);");
        put("await", "await t$0", "t$0.await();");
        put("sleep", "await sleep($0)", "sleep(ofMillis($0));");
        put("raise", "raise Boom($0)", "throw new Boom($0);");
        put("return", "return $0", "return $0;");
        put("soon", "def k$0():\n#1\nloop.call_soon(k$0)", "loop.execute(() -> {\n#1\n});");
        put(
                "later",
                "def k$0():\n#2\nh$0 = loop.call_later($1, k$0)",
                "h$0 = loop.callLater(ofMillis($1), () -> {\n#2\n});");
        put("stop", "h$0.cancel()", "h$0.cancel();");
        put("onDone", "def k$0(task):\n#2\nt$1.add_done_callback(k$0)", "t$1.onDone(task -> {\n#2\n});");
        put("gather", "await gather($1, return_exceptions=$0)", "gather(List.of($1)); // outcomes: $0");
        put("wait", "await wait({$2}, timeout=$1, return_when=$0)", "Async.wait(Set.of($2), ofMillis($1), $0);");
        put(
                "asCompleted",
                "async for task in as_completed([$2], timeout=$0): ...  # the first $1",
                "for (Task<?> task : asCompleted(List.of($2), ofMillis($0))) { } // the first $1");
        put("shield", "await shield(t$0)", "shield(t$0);");
        put("shieldBody", "async def b$0():\n#1\nawait shield(b$0())", "shield(() -> { // t$0\n#1\n});");
        put("group", "async with TaskGroup() as g$0:\n#1", "TaskGroup.run(g$0 -> {\n#1\n});");
        put("spawn", "async def b$1():\n#2\nt$1 = g$0.create_task(b$1())", "t$1 = g$0.createTask(() -> {\n#2\n});");
        put("timeout", "async with timeout($1) as limit$0:\n#2", "timeout(ofMillis($1), limit$0 -> {\n#2\n});");
        put(
                "reschedule",
                "limit$0.reschedule(loop.time() + $1)  # none: None",
                "limit$0.reschedule(ofMillis($1)); // none: disable()");
        put("expired", "limit$0.expired()", "limit$0.expired();");
        put("waitFor", "async def b():\n#1\nawait wait_for(b(), $0)", "waitFor(() -> {\n#1\n}, ofMillis($0));");
        put("waitForTask", "await wait_for(t$1, $0)", "waitFor(t$1, ofMillis($0));");
        put("setVariable", "token = v$0.set($1)", "token = v$0.set($1);");
        put("getVariable", "v$0.get()", "v$0.get();");
        put("resetVariable", "v.reset(token)", "v.reset(token);");
        put("increment", "count += 1", "count++;");
        put("acquire", "await lock$0.acquire()", "lock$0.acquire();");
        put("release", "lock$0.release()", "lock$0.release();");
        put("locked", "lock$0.locked()", "lock$0.isLocked();");
        put("withLock", "async with lock$0:\n#1", "try (Held held = lock$0.acquire()) {\n#1\n}");
        put("eventWait", "await event$0.wait()", "event$0.await();");
        put("set", "event$0.set()", "event$0.set();");
        put("clear", "event$0.clear()", "event$0.clear();");
        put("isSet", "event$0.is_set()", "event$0.isSet();");
        put("withCondition", "async with condition$0:\n#1", "try (Held held = condition$0.lock().acquire()) {\n#1\n}");
        put("conditionWait", "await condition$0.wait()", "condition$0.await();");
        put(
                "conditionUntil",
                "await condition$0.wait_for(lambda: count >= $1)",
                "condition$0.awaitUntil(() -> count >= $1);");
        put("notify", "condition$0.notify($1)  # -1: notify_all()", "condition$0.signal($1); // -1: signalAll()");
        put("acquirePermit", "await semaphore$0.acquire()", "semaphore$0.acquire();");
        put("releasePermit", "semaphore$0.release()", "semaphore$0.release();");
        put("semaphoreLocked", "semaphore$0.locked()", "semaphore$0.isLocked();");
        put("withPermit", "async with semaphore$0:\n#1", "try (Permit permit = semaphore$0.acquire()) {\n#1\n}");
        put("barrierWait", "await barrier$0.wait()", "barrier$0.await();");
        put("barrierReset", "await barrier$0.reset()", "barrier$0.reset();");
        put("barrierAbort", "await barrier$0.abort()", "barrier$0.abort();");
        put("waiting", "barrier$0.n_waiting", "barrier$0.waiting();");
        put("put", "await queue$0.put($1)", "queue$0.put($1);");
        put("offer", "queue$0.put_nowait($1)", "queue$0.offer($1);");
        put("get", "await queue$0.get()", "queue$0.get();");
        put("poll", "queue$0.get_nowait()", "queue$0.poll();");
        put("taskDone", "queue$0.task_done()", "queue$0.taskDone();");
        put("join", "await queue$0.join()", "queue$0.join();");
        put("size", "queue$0.qsize()", "queue$0.size();");
        put("shutdown", "queue$0.shutdown(immediate=$1)", "queue$0.shutdown(); // $1: shutdownNow()");
    }

    private static void put(String operation, String python, String java) {
        ALL.put(operation, new Wording(python, java));
    }

    static Wording of(Step step) {
        return step.operation().equals("try") ? attempt(step.string(0)) : ALL.get(step.operation());
    }

    private static Wording attempt(String kind) {
        String onward = kind.equals("rethrow") ? "\n%raise" : "";
        String python = switch (kind) {
            case "cancel" -> "except CancelledError:";
            case "exception" -> "except Exception:";
            case "finally" -> "finally:";
            default -> "except BaseException:";
        };
        String java = switch (kind) {
            case "cancel" -> "} catch (CancellationException e) {";
            case "exception" -> "} catch (RuntimeException e) { // but CancellationException";
            case "finally" -> "} finally {";
            default -> "} catch (RuntimeException e) {";
        };
        return new Wording(
                "try:\n#1\n" + python + "\n#2" + onward,
                "try {\n#1\n" + java + "\n#2" + onward.replace("raise", "throw e;") + "\n}");
    }
}
