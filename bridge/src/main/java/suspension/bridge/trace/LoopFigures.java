package suspension.bridge.trace;

/** What a loop has done; times are in nanoseconds. */
public record LoopFigures(
        int loop,
        long slices,
        long timeInSlices,
        long longestSlice,
        long queueLag,
        long timerLag,
        int ready,
        int pending,
        long created,
        long failed,
        long cancelled,
        int threads) {}
