"""The program of the page "From asyncio", as asyncio has it."""

import asyncio


async def work(job):
    await asyncio.sleep(0.01)
    return job.upper()


# tag::workers[]
async def worker(queue, done):
    while True:
        job = await queue.get()
        done.append(await work(job))
        queue.task_done()


async def main():
    queue = asyncio.Queue(10)
    done = []
    async with asyncio.TaskGroup() as group:
        workers = [group.create_task(worker(queue, done)) for _ in range(2)]
        for job in ("chai", "mint", "oolong"):
            await queue.put(job)
        await queue.join()
        for each in workers:
            each.cancel()
    return done


print(asyncio.run(main()))
# end::workers[]
