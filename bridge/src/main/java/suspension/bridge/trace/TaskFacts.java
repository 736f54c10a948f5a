package suspension.bridge.trace;

/**
 * What a task is.
 *
 * @param task its number
 * @param loop its loop, or 0
 * @param kind what its code is
 */
public record TaskFacts(long task, String name, int loop, String kind) {}
