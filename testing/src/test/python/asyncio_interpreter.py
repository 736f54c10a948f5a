"""CPython's side of the differential tests: runs programs on asyncio, in virtual time, and tells what happened.

Reads one JSON array a line, [[rule, ...], program], and answers with one line, the log as a JSON array of strings. A program
is a list of steps, a step is [number, operation, argument, ...]; suspension.differential.Operations says which there are.
The rules named with a program are differences that are intended: asyncio is changed here as each of them says, and all else
stays as it is.

Standard library only, CPython 3.13 or newer.
"""

import asyncio
import contextvars
import heapq
import json
import sys

import asyncio_rules

HORIZON = 100_000_000  # beyond all that a program can wait for by itself
PASSES = 3  # how often each task that is stuck is cancelled
MODES = {"all": asyncio.ALL_COMPLETED, "first": asyncio.FIRST_COMPLETED, "exception": asyncio.FIRST_EXCEPTION}
VARIABLES = [contextvars.ContextVar("v0"), contextvars.ContextVar("v1", default=100)]
RETURNED = object()


class Boom(Exception):
    pass


class Timer(asyncio.TimerHandle):
    """Timers of one deadline run in the order in which they were set; asyncio leaves that open."""

    __slots__ = ("place",)

    def __lt__(self, other):
        return (self._when, self.place) < (other._when, other.place)


class VirtualLoop(asyncio.BaseEventLoop):
    """asyncio's loop with a clock that goes to the next timer whenever nothing is ready."""

    def __init__(self):
        super().__init__()
        self.now = 0
        self.places = 0
        self.cycle = 0
        self.rules = asyncio_rules.Rules(())
        self.set_exception_handler(lambda loop, context: None)
        self.set_task_factory(lambda loop, coro, **kwargs: self.rules.Task(coro, loop=loop, **kwargs))

    def time(self):
        return self.now

    def call_at(self, when, callback, *args, context=None):
        timer = Timer(when, callback, args, self, context)
        self.places += 1
        timer.place = self.places
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def call_soon(self, callback, *args, context=None):
        if self.rules.direct and self.rules.runs_now(callback, args):
            (context or contextvars.copy_context()).run(callback, *args)
            return None
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def _timer_handle_cancelled(self, handle):
        pass

    def _run_once(self):
        scheduled, ready = self._scheduled, self._ready
        while scheduled and scheduled[0]._cancelled:
            heapq.heappop(scheduled)._scheduled = False
        if not ready and scheduled and scheduled[0]._when > self.now:
            self.now = scheduled[0]._when
        while scheduled and scheduled[0]._when <= self.now:
            timer = heapq.heappop(scheduled)
            timer._scheduled = False
            if self.rules.direct and self.rules.runs_now(timer._callback, timer._args):
                if not timer._cancelled:
                    timer._run()
            else:
                ready.append(timer)
        self.cycle = len(ready)
        while self.cycle:
            self.cycle -= 1
            handle = ready.popleft()
            if not handle._cancelled:
                handle._run()


def name_of(error):
    if isinstance(error, asyncio.CancelledError):
        return "CE" + (f"({error.args[0]})" if error.args and error.args[0] is not None else "")
    if isinstance(error, Boom):
        return f"E{error.args[0]}"
    if isinstance(error, TimeoutError):
        return "TOE"
    if isinstance(error, BaseExceptionGroup):
        return "EG[" + ",".join(name_of(member) for member in error.exceptions) + "]"
    if isinstance(error, asyncio.BrokenBarrierError):
        return "BBE"
    if isinstance(error, asyncio.QueueShutDown):
        return "QSD"
    if isinstance(error, RuntimeError):
        return "RE"
    if isinstance(error, ValueError):
        return "VE"
    return f"?{type(error).__name__}: {error}"


def text(value):
    if value is None:
        return "-"
    if isinstance(value, BaseException):
        return name_of(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ",".join(text(element) for element in value) + "]"
    return str(value)


class Scene:
    """What the tasks of one program share."""

    def __init__(self, loop, rules):
        self.loop = loop
        self.rules = rules
        self.began = loop.now
        self.log = []
        self.tasks = {}
        self.timeouts = {}
        self.groups = {}
        self.timers = {}
        self.things = {}
        self.count = 0

    def lock(self, index):
        return self.thing("lock", index, self.rules.Lock)

    def event(self, index):
        return self.thing("event", index, asyncio.Event)

    def condition(self, index):
        return self.thing("condition", index, lambda: self.rules.Condition(self.rules.Lock()))

    def semaphore(self, index):
        make = (lambda: asyncio.Semaphore(1), lambda: asyncio.Semaphore(2), lambda: asyncio.BoundedSemaphore(1))[index]
        return self.thing("semaphore", index, make)

    def barrier(self, index):
        return self.thing("barrier", index, lambda: self.rules.Barrier(index + 2))

    def queue(self, index):
        make = (
            lambda: self.rules.Queue(1),
            lambda: self.rules.Queue(),
            lambda: self.rules.PriorityQueue(2),
            lambda: self.rules.LifoQueue(),
        )[index]
        return self.thing("queue", index, make)

    def thing(self, kind, index, make):
        key = (kind, index)
        found = self.things.get(key)
        if found is None:
            found = self.things[key] = make()
        return found

    def state(self, task):
        if not task.done():
            return "pending"
        if task.cancelled():
            return "cancelled"
        error = task.exception()
        return name_of(error) if error is not None else text(task.result())

    def id_of(self, task):
        return next(key for key, value in self.tasks.items() if value is task)

    def let_go(self):
        """Opens whatever a task could wait for."""
        for (kind, _), thing in self.things.items():
            if kind == "lock" and thing.locked():
                thing.release()
            elif kind == "condition" and thing.locked():
                thing.release()
            elif kind == "event":
                thing.set()


class Code:
    """Runs steps: those of a task, or of a callback, which may not suspend."""

    def __init__(self, scene, who, task):
        self.scene = scene
        self.who = who
        self.task = task
        self.tokens = []

    def log(self, number, operation, result):
        scene = self.scene
        count = "" if self.task is None else f" c{self.task.cancelling()}"
        scene.log.append(f"{scene.loop.now - scene.began} {self.who} {number} {operation}{count} {result}")

    # Steps

    async def run(self, steps):
        for step in steps:
            number, operation = step[0], step[1]
            now = NOW.get(operation)
            try:
                if now is not None:
                    result = now(self, *step[2:])
                elif operation == "return":
                    self.log(number, operation, step[2])
                    return RETURNED, step[2]
                else:
                    result = await LATER[operation](self, *step[2:])
            except BaseException as error:
                self.log(number, operation, "!" + name_of(error))
                raise
            if type(result) is tuple:
                self.log(number, operation, "returns")
                return result
            self.log(number, operation, text(result))
        return None

    def run_now(self, steps):
        for step in steps:
            try:
                result = NOW[step[1]](self, *step[2:])
            except BaseException as error:
                self.log(step[0], step[1], "!" + name_of(error))
                raise
            self.log(step[0], step[1], text(result))

    def body(self, id, steps):
        return body(self.scene, id, steps)

    def callback(self, who, steps):
        return lambda *ignored: Code(self.scene, who, None).run_now(steps)

    def others(self, ids):
        found = (self.scene.tasks.get(id) for id in ids)
        return [task for task in found if task is not None and task is not self.task]

    # What does not suspend

    def create(self, id, steps):
        self.scene.tasks[id] = asyncio.create_task(self.body(id, steps))

    def cancel(self, id):
        task = self.scene.tasks.get(id)
        return task.cancel(f"by {self.who}") if task else None

    def uncancel(self, id):
        task = self.scene.tasks.get(id)
        if task and task.done() and "uncancel-done" in self.scene.rules.names:
            return task.cancelling()
        return task.uncancel() if task else None

    def cancelling(self, id):
        task = self.scene.tasks.get(id)
        return task.cancelling() if task else None

    def state(self, id):
        task = self.scene.tasks.get(id)
        return self.scene.state(task) if task else None

    def raise_(self, number):
        raise Boom(number)

    def soon(self, id, steps):
        self.scene.loop.call_soon(self.callback(f"k{id}", steps))

    def later(self, id, delay, steps):
        self.scene.timers[id] = self.scene.loop.call_later(delay, self.callback(f"k{id}", steps))

    def stop(self, id):
        timer = self.scene.timers.get(id)
        if timer:
            timer.cancel()

    def on_done(self, id, task, steps):
        task = self.scene.tasks.get(task)
        if task:
            task.add_done_callback(self.callback(f"k{id}", steps))

    def spawn(self, group, id, steps):
        group = self.scene.groups.get(group)
        if group:
            coroutine = self.body(id, steps)
            self.scene.tasks[id] = group.create_task(coroutine)

    def reschedule(self, id, delay):
        timeout = self.scene.timeouts.get(id)
        if timeout:
            timeout.reschedule(None if delay is None else self.scene.loop.time() + delay)

    def expired(self, id):
        timeout = self.scene.timeouts.get(id)
        return timeout.expired() if timeout else None

    def set_variable(self, index, value):
        self.tokens.append((index, VARIABLES[index].set(value)))

    def get_variable(self, index):
        return VARIABLES[index].get(None) if index == 0 else VARIABLES[index].get()

    def reset_variable(self):
        if self.tokens:
            index, token = self.tokens.pop()
            VARIABLES[index].reset(token)

    def increment(self):
        self.scene.count += 1

    def offer(self, queue, item):
        try:
            self.scene.queue(queue).put_nowait(item)
            return True
        except asyncio.QueueFull:
            return False

    def poll(self, queue):
        try:
            return self.scene.queue(queue).get_nowait()
        except asyncio.QueueEmpty:
            return None

    def notify(self, index, count):
        condition = self.scene.condition(index)
        if count < 0:
            condition.notify_all()
        else:
            condition.notify(count)

    # What suspends

    async def try_(self, kind, steps, handler):
        try:
            result = await self.run(steps)
        except asyncio.CancelledError:
            if kind == "exception":
                raise
            result = await self.run(handler)
            if result is None and kind in ("finally", "rethrow"):
                raise
            return result
        except Exception:
            if kind == "cancel":
                raise
            result = await self.run(handler)
            if result is None and kind in ("finally", "rethrow"):
                raise
            return result
        if kind == "finally":
            return (await self.run(handler)) or result
        return result

    async def timeout(self, id, delay, steps):
        async with asyncio.timeout(delay) as timeout:
            self.scene.timeouts[id] = timeout
            return await self.run(steps)

    async def wait_for(self, delay, steps):
        return await asyncio.wait_for(self.run(steps), delay)

    async def wait_for_task(self, delay, id):
        task = self.scene.tasks.get(id)
        return await asyncio.wait_for(task, delay) if task else None

    async def await_(self, id):
        task = self.scene.tasks.get(id)
        return await task if task else None

    async def shield(self, id):
        task = self.scene.tasks.get(id)
        return await asyncio.shield(task) if task else None

    async def shield_body(self, id, steps):
        return await asyncio.shield(self.body(id, steps))

    async def gather(self, outcomes, items):
        elements = []
        for item in items:
            if isinstance(item, list):
                elements.append(self.body(*item))
            else:
                elements.extend(self.others([item]))
        return await asyncio.gather(*elements, return_exceptions=outcomes)

    async def wait(self, mode, delay, ids):
        tasks = self.others(ids)
        done, pending = await asyncio.wait(tasks, timeout=delay, return_when=MODES[mode])
        tasks = list(dict.fromkeys(tasks))
        return "{} {}".format(*(text([self.scene.id_of(t) for t in tasks if t in part]) for part in (done, pending)))

    async def as_completed(self, delay, limit, ids):
        given = []
        try:
            async for task in self.scene.rules.AsCompleted(self.others(ids), delay):
                given.append(self.scene.id_of(task))
                self.log("-", "given", given[-1])
                if len(given) >= limit:
                    break
        finally:
            self.log("-", "all", text(given))

    async def group(self, id, steps):
        async with self.scene.rules.TaskGroup() as group:
            self.scene.groups[id] = group
            return await self.run(steps)

    async def with_(self, guard, steps):
        async with guard:
            self.log("-", "in", "-")
            return await self.run(steps)

    async def acquire(self, lock):
        await lock.acquire()

    async def event_wait(self, event):
        await event.wait()

    async def condition_wait(self, condition):
        await condition.wait()

    async def condition_until(self, index, count):
        await self.scene.condition(index).wait_for(lambda: self.scene.count >= count)


async def body(scene, id, steps):
    task = asyncio.current_task()
    scene.tasks[id] = task
    result = await Code(scene, f"t{id}", task).run(steps)
    return None if result is None else result[1]


NOW = {
    "create": Code.create,
    "cancel": Code.cancel,
    "uncancel": Code.uncancel,
    "cancelling": Code.cancelling,
    "state": Code.state,
    "raise": Code.raise_,
    "soon": Code.soon,
    "later": Code.later,
    "stop": Code.stop,
    "onDone": Code.on_done,
    "spawn": Code.spawn,
    "reschedule": Code.reschedule,
    "expired": Code.expired,
    "setVariable": Code.set_variable,
    "getVariable": Code.get_variable,
    "resetVariable": Code.reset_variable,
    "increment": Code.increment,
    "set": lambda code, index: code.scene.event(index).set(),
    "clear": lambda code, index: code.scene.event(index).clear(),
    "isSet": lambda code, index: code.scene.event(index).is_set(),
    "release": lambda code, index: code.scene.lock(index).release(),
    "locked": lambda code, index: code.scene.lock(index).locked(),
    "releasePermit": lambda code, index: code.scene.semaphore(index).release(),
    "semaphoreLocked": lambda code, index: code.scene.semaphore(index).locked(),
    "notify": Code.notify,
    "waiting": lambda code, index: code.scene.barrier(index).n_waiting,
    "offer": Code.offer,
    "poll": Code.poll,
    "taskDone": lambda code, index: code.scene.queue(index).task_done(),
    "size": lambda code, index: code.scene.queue(index).qsize(),
    "shutdown": lambda code, index, now: code.scene.queue(index).shutdown(now),
}

LATER = {
    "sleep": lambda code, delay: asyncio.sleep(delay),
    "await": Code.await_,
    "try": Code.try_,
    "timeout": Code.timeout,
    "waitFor": Code.wait_for,
    "waitForTask": Code.wait_for_task,
    "shield": Code.shield,
    "shieldBody": Code.shield_body,
    "gather": Code.gather,
    "wait": Code.wait,
    "asCompleted": Code.as_completed,
    "group": Code.group,
    "acquire": lambda code, index: code.acquire(code.scene.lock(index)),
    "withLock": lambda code, index, steps: code.with_(code.scene.lock(index), steps),
    "eventWait": lambda code, index: code.event_wait(code.scene.event(index)),
    "withCondition": lambda code, index, steps: code.with_(code.scene.condition(index), steps),
    "conditionWait": lambda code, index: code.condition_wait(code.scene.condition(index)),
    "conditionUntil": Code.condition_until,
    "acquirePermit": lambda code, index: code.acquire(code.scene.semaphore(index)),
    "withPermit": lambda code, index, steps: code.with_(code.scene.semaphore(index), steps),
    "barrierWait": lambda code, index: code.scene.barrier(index).wait(),
    "barrierReset": lambda code, index: code.scene.barrier(index).reset(),
    "barrierAbort": lambda code, index: code.scene.barrier(index).abort(),
    "put": lambda code, index, item: code.scene.queue(index).put(item),
    "get": lambda code, index: code.scene.queue(index).get(),
    "join": lambda code, index: code.scene.queue(index).join(),
}


async def run_program(loop, rules, steps):
    """Runs one program to its end; cancels what is stuck then, one task after the other."""
    scene = Scene(loop, rules)
    scene.tasks[0] = loop.create_task(body(scene, 0, steps), context=contextvars.Context())
    await asyncio.sleep(HORIZON)
    for attempt in range(PASSES):
        for id in sorted(scene.tasks):
            task = scene.tasks[id]
            if not task.done():
                scene.log.append(f"stuck t{id}")
                task.cancel("stuck")
                await asyncio.sleep(HORIZON)
    log = list(scene.log)
    for attempt in range(20):
        pending = [task for task in scene.tasks.values() if not task.done()]
        if not pending:
            break
        scene.let_go()
        for task in pending:
            task.cancel()
        await asyncio.sleep(HORIZON)
    for task in scene.tasks.values():
        if task.done() and not task.cancelled():
            task.exception()
    return log


def main():
    loop = VirtualLoop()
    asyncio.set_event_loop(loop)
    print(json.dumps(list(sys.version_info[:3])), flush=True)
    for line in iter(sys.stdin.readline, ""):
        names, program = json.loads(line)
        rules = asyncio_rules.Rules(names)
        loop.rules = rules
        with rules:
            try:
                log = loop.run_until_complete(run_program(loop, rules, program))
            except RecursionError as error:  # of cancel(): tasks that wait for each other
                log = [f"?{type(error).__name__}"]
                loop = VirtualLoop()
                asyncio.set_event_loop(loop)
        sys.stdout.write(json.dumps(log) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
