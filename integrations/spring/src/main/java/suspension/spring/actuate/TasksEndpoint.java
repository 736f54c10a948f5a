package suspension.spring.actuate;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.insight.TaskGraph;

/**
 * Tells what the tasks of the service's loops do, and who waits for whom: a task has those that it waits for beneath it.
 * The loops need not answer, so it also tells of one that is blocked. It shows names of classes and methods; as with
 * {@code threaddump}, whoever exposes it decides who may read it.
 */
@Endpoint(id = "tasks")
public final class TasksEndpoint {

    private final EventLoopGroup loops;

    /**
     * Makes an endpoint.
     *
     * @param loops whose tasks it tells of
     */
    public TasksEndpoint(EventLoopGroup loops) {
        this.loops = loops;
    }

    /**
     * Returns all loops with their tasks.
     *
     * @return maps and lists
     */
    @ReadOperation
    public Map<String, Object> tasks() {
        return GraphMaps.of(TaskGraph.of(loops));
    }

    /**
     * Returns one loop with its tasks.
     *
     * @param loop its name
     * @return maps and lists; null if there is no such loop
     */
    @ReadOperation
    public @Nullable Map<String, Object> tasksOfLoop(@Selector String loop) {
        for (EventLoop candidate : loops.loops()) {
            if (candidate.name().equals(loop)) {
                return GraphMaps.of(TaskGraph.of(candidate));
            }
        }
        return null;
    }
}
