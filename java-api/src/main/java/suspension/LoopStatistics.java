package suspension;

import java.time.Duration;

/**
 * What an {@link EventLoop} has done since it was started, and how it is now: {@link EventLoop#statistics}. A slice is
 * what runs from one suspension to the next: of a body, of a Kotlin coroutine, or a callback. Times are real, also under a
 * virtual clock, except how late timers are. A loop whose slices are short reads the clock once for many of them, so the
 * times of short slices are estimates, which may be off by a quarter of a millisecond. Where many short slices and long
 * ones follow each other without a pause, the longest slice and the lag of the queue may come out too long.
 *
 * @param slices how many slices have begun
 * @param timeInSlices how long the loop was not idle, with the slice that runs now
 * @param longestSlice the longest slice, or the one that runs now if that is longer
 * @param queueLag how long something that was ready had to wait for its turn, at worst in the last ten to twenty seconds;
 *     it grows while a slice holds the turn
 * @param timerLag how late a timer fired by the loop's clock, at worst in the last ten to twenty seconds
 * @param pendingTasks how many tasks are not done
 * @param createdTasks how many tasks there have been, with those that are pending
 * @param failedTasks how many tasks have failed
 * @param cancelledTasks how many tasks were cancelled
 * @param threads how many threads the loop has: one, one for each body that is suspended, and some that are kept for reuse
 * @param blockingThreads how many threads there are for calls of {@link Async#toThread}
 */
public record LoopStatistics(
        long slices,
        Duration timeInSlices,
        Duration longestSlice,
        Duration queueLag,
        Duration timerLag,
        int pendingTasks,
        long createdTasks,
        long failedTasks,
        long cancelledTasks,
        int threads,
        int blockingThreads) {}
