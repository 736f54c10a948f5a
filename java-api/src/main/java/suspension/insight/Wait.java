package suspension.insight;

import java.util.List;
import suspension.Task;

/**
 * What a body waits for.
 *
 * @param what what it is, for people: {@code "sleep of PT1S"}, {@code "gather of 3"}, the name of a task
 * @param tasks the tasks among it that are not done; empty if it is something else
 */
public record Wait(String what, List<Task<?>> tasks) {

    /**
     * Makes a wait.
     *
     * @param what what it is
     * @param tasks is copied
     */
    public Wait {
        tasks = List.copyOf(tasks);
    }
}
