package suspension;

import java.util.Set;

/**
 * What {@link Async#wait(java.util.Collection)} found: the tasks that are done, and the tasks that are not, each in the
 * order in which they were given. The sets cannot be changed.
 *
 * @param <K> the type of the tasks
 * @param done the tasks that are done, in whichever way
 * @param pending the tasks that go on
 */
public record WaitResult<K extends Task<?>>(Set<K> done, Set<K> pending) {}
