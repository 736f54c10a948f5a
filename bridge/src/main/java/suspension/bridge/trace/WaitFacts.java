package suspension.bridge.trace;

import java.util.function.Supplier;

/**
 * What there is to say of a wait that has ended.
 *
 * @param task the number of the task that has waited
 * @param loop the task's loop, or 0
 * @param why the kind of the wait
 * @param what what was waited for
 * @param awaited the number of the task that was waited for, or 0
 * @param wokenBy the number of the task whose code has ended the wait, or 0
 * @param waker who has ended it: {@code "task"}, {@code "timer"}, and so on
 */
public record WaitFacts(
        long task, int loop, String why, Supplier<String> what, long awaited, long wokenBy, String waker) {}
