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
 * orders-1, 3 tasks
 * └── (T) checkout, waiting for gather of 2
 *     └──  Shop.checkout Shop.java:41
 *         ├── (T) price, waiting for a suspend function, PricesKt.fetch(Prices.kt:12) (4 s)
 *         │   └──  Shop.price Shop.java:52
 *         │       └──  PricesKt.fetch Prices.kt:12
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
     * Returns the deadlocks: circles of tasks that wait for one another, for the end of the next one or for an {@link
     * suspension.sync.AsyncLock} that it holds. Of circles that have tasks in common, at least one is found. Each task in
     * them waits for all that it waits for; where one of several is enough, as in {@code asCompleted}, all of those must
     * be stuck too. A circle through a suspend function is found where the function has called Java code that is a task
     * again. One through what only Kotlin knows is not: a {@code Mutex}, a {@code Channel}, a {@code Deferred}.
     *
     * @return a list that cannot be changed
     */
    public List<Deadlock> deadlocks() {
        return Deadlocks.of(loops, nodes);
    }

    /**
     * Returns the graph as JSON, for tools:
     *
     * <pre>{@code
     * {"loops":[{"name","group",
     *   "turn":{"task":id|null,"thread","heldMillis","stack":[..]}|null,
     *   "tasks":[{"id","name","home","state","cancelling",
     *     "waitsFor":{"reason","what","detail","tasks":[ids],"any","holder":id|null,"call":{"thread","stack"}|null,
     *       "forMillis"}|null,
     *     "groups":[{"where","tasks":[ids]}],"stack":["frame"..],"creation":["frame"..]}],
     *   "coroutines":[{"name","stack"}],"calls":[{"thread","stack"}]}],
     *  "deadlocks":[{"tasks":[ids],"text"}]}
     * }</pre>
     *
     * Frames are texts, {@code "shop.Shop.checkout(Shop.java:41)"}, the innermost first. Ids are those of {@link
     * TaskNode#id}. Further members may come.
     *
     * @return one line
     */
    public String toJson() {
        return GraphJson.of(loops, deadlocks(), nodes);
    }

    /** The deadlocks, if there are any, and then the trees. Of more than three trees side by side that look alike, one. */
    @Override
    public String toString() {
        String deadlocks =
                deadlocks().stream().map(deadlock -> deadlock + "\n\n").collect(Collectors.joining());
        return deadlocks + loops.stream().map(TreeText::of).collect(Collectors.joining("\n"));
    }
}
