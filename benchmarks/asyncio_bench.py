"""The workloads of suspension.benchmarks.Workload, done by asyncio: same names, same sizes, same results.

usage: asyncio_bench.py asyncio|uvloop WORKLOAD SIZE RUNS RUN_MILLIS URL

Prints a line for each run, in which the work is done over and over: what it amounted to, the microseconds it took,
and the bytes held.
"""

import asyncio
import gc
import importlib
import sys
import time
import tracemalloc
from urllib.parse import urlsplit

QUEUE_CAPACITY = 16
GATHERED = 10_000
held = 0


async def ready(i):
    return i


async def suspending_once(i):
    await asyncio.sleep(0)
    return i


async def waiting(event, i):
    await event.wait()
    return i


async def sleeping(i):
    await asyncio.sleep(1)
    return i


async def start_and_collect(n):
    return sum(await asyncio.gather(*[asyncio.create_task(ready(i)) for i in range(n)]))


async def resume_all(n, probe=lambda: None):
    event = asyncio.Event()
    tasks = [asyncio.create_task(waiting(event, i)) for i in range(n)]
    await asyncio.sleep(0)
    probe()
    event.set()
    return sum(await asyncio.gather(*tasks))


async def sleepers(n):
    return sum(await asyncio.gather(*[asyncio.create_task(sleeping(i)) for i in range(n)]))


async def lone_yields(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def turns(n):
    last = -1
    changes = 0

    async def take_turns(who):
        nonlocal last, changes
        for _ in range(n):
            if last >= 0 and last != who:
                changes += 1
            last = who
            await asyncio.sleep(0)

    await asyncio.gather(take_turns(0), take_turns(1))
    return changes


async def chain(n):
    async def following(before):
        return await before + 1

    async def first():
        await asyncio.sleep(0)  # until all the others wait
        return 0

    last = asyncio.create_task(first())
    for _ in range(n):
        last = asyncio.create_task(following(last))
    return await last


async def await_ready(n):
    total = 0
    for i in range(n):
        total += await ready(i)
    return total


async def await_suspending(n):
    total = 0
    for i in range(n):
        total += await suspending_once(i)
    return total


async def queue(n):
    channel = asyncio.Queue(QUEUE_CAPACITY)

    async def produce():
        for i in range(n):
            await channel.put(i)

    producer = asyncio.create_task(produce())
    total = 0
    for _ in range(n):
        total += await channel.get()
    await producer
    return total


async def gather(n):
    total = 0
    for _ in range(max(1, GATHERED // n)):
        total += sum(await asyncio.gather(*[ready(i) for i in range(n)]))
    return total


async def cancel_all(n):
    event = asyncio.Event()
    tasks = [asyncio.create_task(waiting(event, i)) for i in range(n)]
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return sum(task.cancelled() for task in tasks)


async def memory(n):
    def probe():
        global held
        gc.collect()
        held = tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        return await resume_all(n, probe)
    finally:
        tracemalloc.stop()


async def timers(n):
    loop = asyncio.get_running_loop()
    for _ in range(n):
        loop.call_later(3600, print).cancel()
    return n


async def http(n, url):
    parts = urlsplit(url)
    request = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode()

    async def length():
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(request)
        answer = await reader.read(-1)
        writer.close()
        return len(answer.partition(b"\r\n\r\n")[2])

    return sum(await asyncio.gather(*[asyncio.create_task(length()) for _ in range(n)]))


async def nothing():
    pass


def run(loop, coroutine):
    factory = importlib.import_module(loop).new_event_loop
    with asyncio.Runner(loop_factory=factory) as runner:
        return runner.run(coroutine)


def run_once(loop, workload, n, url):
    if workload == "EMPTY_RUN":
        for _ in range(n):
            run(loop, nothing())
        return n
    work = globals()[workload.lower()]
    return run(loop, work(n, url) if workload == "HTTP" else work(n))


def repeat(work, millis):
    """Does the work at least once, and for so long; what it amounted to, and the microseconds it took each time."""
    gc.collect()
    times = 0
    start = time.perf_counter_ns()
    while times == 0 or nanos < millis * 1_000_000:
        result = work()
        times += 1
        nanos = time.perf_counter_ns() - start
    return result, nanos / 1000 / times


def main(loop, workload, size, runs, run_millis, url):
    n = int(size)
    for i in range(1 + int(runs)):  # one to warm up, for there is no compiler to wait for
        result, micros = repeat(lambda: run_once(loop, workload, n, url), int(run_millis))
        if i > 0:
            print(result, micros, held)


main(*sys.argv[1:])
