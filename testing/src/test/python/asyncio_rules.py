"""The intended differences, each as a change of asyncio; suspension.differential.IntendedDifference says why they are.

Besides, asyncio leaves some orders open, in that it keeps tasks in sets and timers in a heap. Here they are those in which
tasks and timers were made.
"""

import asyncio
import collections
import functools
import heapq
from asyncio import tasks as asyncio_tasks
from asyncio import timeouts as asyncio_timeouts

# What tells somebody of an end, in a turn of its own.
DIRECT = {
    "sleep-ticks": {"_set_result_unless_cancelled"},
    "gather-ticks": {"gather.<locals>._done_callback"},
    "wait-ticks": {"_wait.<locals>._on_completion", "_release_waiter"},
    "completed-ticks": {
        "_AsCompletedIterator._handle_completion",
        "_AsCompletedIterator._handle_timeout",
        "LateCompleted._handle_completion",
        "_release_waiter",
    },
    "shield-ticks": {"shield.<locals>._inner_done_callback"},
    "group-ticks": {"TaskGroup._on_task_done"},
}

# What looks at tasks that are done already: a request that is pending is to be met there.
LOOKS_FIRST = {"_on_completion", "_handle_completion"}


GATHERING = asyncio_tasks._GatheringFuture


class Rules:
    """What is changed while one program runs."""

    def __init__(self, names):
        self.names = frozenset(names)
        self.direct = frozenset().union(*(DIRECT.get(name, ()) for name in names))
        self.Task = AskedOnceTask if "asked-once" in self.names else Task if names else asyncio.Task
        self.Barrier = Barrier if "barrier" in self.names else asyncio.Barrier
        self.Lock = Lock if "lock" in self.names else asyncio.Lock
        self.Condition = Condition if "condition" in self.names else asyncio.Condition
        first_come = "first-come" in self.names
        self.Queue = Queue if first_come else asyncio.Queue
        self.PriorityQueue = PriorityQueue if first_come else asyncio.PriorityQueue
        self.LifoQueue = LifoQueue if first_come else asyncio.LifoQueue

    def __enter__(self):
        asyncio_timeouts.Timeout = functools.partial(Timeout, self)
        if "asked-once" in self.names:
            asyncio_tasks._GatheringFuture = AskedOnceGathering

    def __exit__(self, *error):
        asyncio_timeouts.Timeout = asyncio.Timeout
        asyncio_tasks._GatheringFuture = GATHERING

    def TaskGroup(self):
        return TaskGroup(self)

    def AsCompleted(self, futures, timeout):
        return (LateCompleted if "completed-late" in self.names else AsCompleted)(futures, timeout)

    def runs_now(self, callback, arguments):
        """Whether the loop is to run a callback at once instead of soon."""
        if isinstance(callback, functools.partial):
            callback = callback.func
        if getattr(callback, "__qualname__", "") not in self.direct:
            return False
        if callback.__name__ in LOOKS_FIRST and pending_request():
            return False
        return callback.__name__ != "_on_task_done" or not failed(arguments[0])

    def scoped(self, task):
        return Scoped(task) if "scope-requests" in self.names else task


def current_task():
    loop = asyncio._get_running_loop()
    return None if loop is None else asyncio.current_task(loop)


def pending_request():
    task = current_task()
    return task is not None and not task.done() and task._must_cancel


def failed(task):
    return not task.cancelled() and task.exception() is not None


class OrderedSet(dict):
    """A set in the order of its elements' arrival."""

    def add(self, element):
        self[element] = None

    def discard(self, element):
        self.pop(element, None)


class AsCompleted(asyncio_tasks._AsCompletedIterator):
    """That of asyncio, with futures in their order."""

    def __init__(self, futures, timeout):
        super().__init__((), None)
        todo = dict.fromkeys(futures)
        self._todo = set(todo)
        self._todo_left = len(todo)
        for future in todo:
            future.add_done_callback(self._handle_completion)
        if todo and timeout is not None:
            loop = asyncio.get_running_loop()
            self._timeout_handle = loop.call_later(timeout, self._handle_timeout)


class LateCompleted:
    """Gives whatever is done, also when time is up."""

    def __init__(self, futures, timeout):
        self.loop = asyncio.get_running_loop()
        self.deadline = None if timeout is None else self.loop.time() + max(0, timeout)
        self.finished = collections.deque()
        self.next = None
        todo = dict.fromkeys(futures)
        self.left = len(todo)
        for future in todo:
            future.add_done_callback(self._handle_completion)

    def _handle_completion(self, future):
        self.finished.append(future)
        if self.next is not None:
            _release_waiter(self.next)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.left:
            raise StopAsyncIteration
        if not self.finished:
            await self.wait()
        if not self.finished:
            raise TimeoutError
        self.left -= 1
        return self.finished.popleft()

    async def wait(self):
        self.next = self.loop.create_future()
        timer = None if self.deadline is None else self.loop.call_at(self.deadline, _release_waiter, self.next)
        try:
            await self.next
        finally:
            self.next = None
            if timer is not None:
                timer.cancel()


def _release_waiter(waiter):
    if not waiter.done():
        waiter.set_result(None)


ASKED = set()


def asks_once(cancel):
    """One call of cancel() counts once in each task that it reaches, by however many ways."""

    def cancel_once(self, msg=None):
        if self in ASKED:
            return not self.done()
        first = not ASKED
        ASKED.add(self)
        try:
            return cancel(self, msg)
        finally:
            if first:
                ASKED.clear()

    return cancel_once


class Task(asyncio_tasks._PyTask):
    """Knows how many of its requests have been delivered."""

    before = 0  # how many were there when the first of those came that have not been delivered

    def cancel(self, msg=None):
        if not self._must_cancel:
            self.before = self.cancelling()
        return super().cancel(msg)

    def uncancel(self):
        left = super().uncancel()
        self.before = min(self.before, left)
        return left

    def delivered(self):
        return self.before if self._must_cancel else self.cancelling()


class AskedOnceTask(Task):
    cancel = asks_once(Task.cancel)


class AskedOnceGathering(asyncio_tasks._GatheringFuture):
    cancel = asks_once(asyncio_tasks._GatheringFuture.cancel)


class TaskGroup(asyncio.TaskGroup):
    """That of asyncio, with tasks in their order."""

    def __init__(self, rules):
        super().__init__()
        self.rules = rules
        self._tasks = OrderedSet()

    async def __aenter__(self):
        await super().__aenter__()
        self._parent_task = self.rules.scoped(self._parent_task)
        return self


class Timeout(asyncio.Timeout):
    def __init__(self, rules, when):
        super().__init__(when)
        self.rules = rules

    async def __aenter__(self):
        await super().__aenter__()
        scoped = self.rules.scoped(self._task)
        if scoped is not self._task:
            self._task = scoped
            self._cancelling = 0
        return self


class Scoped:
    """A task as a scope sees it that counts its own requests only, and withdraws those that were not delivered."""

    def __init__(self, task):
        self.task = task
        self.others = task.delivered()
        self.cancel = task.cancel
        self.done = task.done

    def cancelling(self):
        return max(0, self.task.cancelling() - self.others)

    def uncancel(self):
        self.task.uncancel()
        if self.cancelling() == 0:
            self.task._must_cancel = False
        return self.cancelling()


class Lock(asyncio.Lock):
    """Goes to the first who still waits, also when one before was cancelled and is not gone yet."""

    def _wake_up_first(self):
        waiting = (waiter for waiter in self._waiters or () if not waiter.cancelled())
        first = next(waiting, None)
        if first is not None and not first.done():
            first.set_result(True)


class Condition(asyncio.Condition):
    """Passes on what somebody was told who cannot use it, and nothing else; who takes the lock again keeps its place."""

    async def wait(self):
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        told = self._get_loop().create_future()
        self.release()
        try:
            try:
                self._waiters.append(told)
                try:
                    await told
                finally:
                    self._waiters.remove(told)
            finally:
                await self.take_again()
        except BaseException:
            if told.done() and not told.cancelled():
                self._notify(1)
            raise
        return True

    async def take_again(self):
        lock = self._lock
        latest = None
        if lock._waiters is None:
            lock._waiters = collections.deque()
        if lock._locked or not all(waiter.cancelled() for waiter in lock._waiters):
            turn = self._get_loop().create_future()
            lock._waiters.append(turn)
            while not turn.done():
                try:
                    await asyncio.shield(turn)
                except asyncio.CancelledError as error:
                    latest = error
            lock._waiters.remove(turn)
        lock._locked = True
        if latest is not None:
            raise latest


class Places:
    """Those who wait, first come, first served; and those who have been served and have not gone on."""

    def __init__(self, gone):
        self.futures = collections.deque()
        self.leaving = 0
        self.gone = gone

    def waiting(self):
        return sum(not future.done() for future in self.futures)

    async def wait(self):
        future = asyncio.get_running_loop().create_future()
        self.futures.append(future)
        try:
            gift = await future
        except asyncio.CancelledError:
            self.futures = collections.deque(other for other in self.futures if other is not future)
            served = future.done() and not future.cancelled()
            self.leaving -= served
            self.gone(future.result() if served else None)
            raise
        self.leaving -= 1
        self.gone(None)
        return gift

    def serve(self, gift):
        while self.futures:
            future = self.futures.popleft()
            if not future.done():
                future.set_result(gift)
                self.leaving += 1
                return True
        return False

    def serve_all(self, gift):
        while self.serve(gift):
            pass


class Barrier:
    """All of a round go on together, those who were cancelled do not count, and who was let go is not called back."""

    def __init__(self, parties):
        self.parties = parties
        self.broken = False
        self.places = Places(lambda gift: self.next_round())

    @property
    def n_waiting(self):
        return 0 if self.places.leaving else self.places.waiting()

    async def wait(self):
        if self.broken:
            raise asyncio.BrokenBarrierError
        if not self.places.leaving and self.places.waiting() == self.parties - 1:
            self.release(self.parties - 1)
            return self.parties - 1
        index = await self.places.wait()
        if index < 0:
            raise asyncio.BrokenBarrierError
        return index

    def next_round(self):
        if not self.places.leaving and self.places.waiting() >= self.parties:
            self.release(self.parties)

    def release(self, count):
        for index in range(count):
            self.places.serve(index)

    async def reset(self):
        self.broken = False
        self.places.serve_all(-1)

    async def abort(self):
        self.broken = True
        self.places.serve_all(-1)


class Permits:
    def __init__(self, free):
        self.free = free
        self.closed = False
        self.places = Places(self.gone)

    async def take(self):
        if self.free and not self.places.leaving:
            self.free -= 1
            return True
        if self.closed and not self.free:
            return False
        return await self.places.wait()

    def try_take(self):
        if not self.free or self.places.leaving:
            return False
        self.free -= 1
        return True

    def gone(self, gift):
        self.free += gift is True
        self.serve()

    def give(self):
        self.free += 1
        self.serve()

    def serve(self):
        while self.free and self.places.serve(True):
            self.free -= 1
        if self.closed:
            self.places.serve_all(False)

    def close(self):
        self.closed = True
        self.serve()


class Queue:
    """Who waits to get, or to put, is served in the order of arrival, and nobody overtakes."""

    def __init__(self, maxsize=0):
        self.items = []
        self.available = Permits(0)
        self.slots = Permits(maxsize if maxsize > 0 else 1 << 60)
        self.unfinished = 0
        self.joining = Places(lambda gift: None)
        self.closed = False

    def add(self, item):
        self.items.append(item)

    def remove(self):
        return self.items.pop(0)

    def qsize(self):
        return len(self.items)

    async def put(self, item):
        if not await self.slots.take() or self.closed:
            raise asyncio.QueueShutDown
        self.accept(item)

    def put_nowait(self, item):
        if self.closed:
            raise asyncio.QueueShutDown
        if not self.slots.try_take():
            raise asyncio.QueueFull
        self.accept(item)

    def accept(self, item):
        self.add(item)
        self.unfinished += 1
        self.available.give()

    async def get(self):
        if not await self.available.take() or not self.items:
            raise asyncio.QueueShutDown
        item = self.remove()
        self.slots.give()
        return item

    def get_nowait(self):
        if self.items and self.available.try_take():
            item = self.remove()
            self.slots.give()
            return item
        raise asyncio.QueueShutDown if self.closed and not self.available.free else asyncio.QueueEmpty

    def task_done(self):
        if not self.unfinished:
            raise ValueError
        self.finish(1)

    def finish(self, count):
        self.unfinished = max(0, self.unfinished - count)
        if not self.unfinished:
            self.joining.serve_all(True)

    async def join(self):
        if self.unfinished:
            await self.joining.wait()

    def shutdown(self, immediate=False):
        self.closed = True
        self.slots.close()
        self.available.close()
        if immediate:
            dropped = len(self.items)
            self.available.free = 0
            self.items.clear()
            if dropped:
                self.finish(dropped)


class PriorityQueue(Queue):
    def add(self, item):
        heapq.heappush(self.items, item)

    def remove(self):
        return heapq.heappop(self.items)


class LifoQueue(Queue):
    def remove(self):
        return self.items.pop()
