package suspension.insight;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.Task;
import suspension.bridge.loop.Loop;

/**
 * The tasks of loops, and who waits for whom, as it was at some moment. Any thread may take it, and the loops need not
 * answer: also one that is blocked is seen, with what blocks it. The loops go on meanwhile, so tasks are seen a moment
 * after each other.
 *
 * <p>Taking it costs a stack trace for each body that has begun, and the loops next to nothing.
 *
 * <p>{@link #toString} prints the trees. Mirrors what {@code python -m asyncio pstree} shows.
 *
 * <pre>
 * orders-1
 * └── (T) checkout, waiting for gather of 2
 *     └──  Shop.checkout Shop.java:41
 *         ├── (T) price, waiting for a suspend function
 *         │   └──  Prices.of Prices.java:12
 *         └── (T) stock, ready
 * </pre>
 */
public final class TaskGraph {

    private final List<LoopNode> loops;
    private final Map<Task<?>, TaskNode> nodes;

    TaskGraph(List<LoopNode> loops, Map<Task<?>, TaskNode> nodes) {
        this.loops = List.copyOf(loops);
        this.nodes = nodes;
    }

    /**
     * Looks at one loop, and at the tasks elsewhere for which its tasks wait. Neither suspends nor blocks.
     *
     * @param loop the loop
     * @return how it is now; without tasks if it is closed
     */
    public static TaskGraph of(EventLoop loop) {
        return GraphReader.read(List.of(GraphReader.bridge(Objects.requireNonNull(loop, "loop"))));
    }

    /**
     * Looks at the loops of a group. Neither suspends nor blocks.
     *
     * @param group the group
     * @return how they are now
     */
    public static TaskGraph of(EventLoopGroup group) {
        return GraphReader.read(group.loops().stream().map(GraphReader::bridge).toList());
    }

    /**
     * Looks at all loops of this process that have been started and not closed, in the order in which they were started,
     * with those of {@code Async.run}. Neither suspends nor blocks.
     *
     * @return how they are now
     */
    public static TaskGraph ofAll() {
        return GraphReader.read(Loop.running());
    }

    /**
     * Returns the loops.
     *
     * @return a list that cannot be changed
     */
    public List<LoopNode> loops() {
        return loops;
    }

    /**
     * Returns what was seen of a task.
     *
     * @param task a task of one of the loops, or one for which those wait
     * @return the node; null if the task was done, or belongs to neither
     */
    public @Nullable TaskNode node(Task<?> task) {
        return nodes.get(Objects.requireNonNull(task, "task"));
    }

    /**
     * Returns the circles of tasks that wait for one another. They wait for ever, unless one of them has a limit or is
     * cancelled. Of circles that have tasks in common, at least one is found; one that leads through a function of
     * Kotlin's is not.
     *
     * @return each circle once, with each of its tasks once: the first waits for the second, and the last for the first
     */
    public List<List<TaskNode>> circles() {
        return Circles.of(loops, nodes);
    }

    /** The trees, and before them the circles, if there are any. */
    @Override
    public String toString() {
        String circles = circles().stream()
                .map(circle -> "These tasks wait for one another in a circle: "
                        + circle.stream().map(TaskNode::name).collect(Collectors.joining(" → ")) + " → "
                        + circle.get(0).name() + "\n")
                .collect(Collectors.joining());
        return circles + loops.stream().map(TreeText::of).collect(Collectors.joining("\n"));
    }
}
