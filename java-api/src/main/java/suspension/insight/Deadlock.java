package suspension.insight;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tasks that wait for one another in a circle: for the end of the next one, or for a lock that the next one holds. They
 * wait for ever, unless one of them has a limit, is cancelled, or fails because something else fails that it waits for,
 * or unless a task that is not among them releases a lock.
 *
 * @param tasks each of the tasks once: the first waits for the second, and the last for the first. A single one waits for
 *     itself
 */
public record Deadlock(List<TaskNode> tasks) {

    /**
     * Makes a deadlock.
     *
     * @param tasks is copied
     */
    public Deadlock {
        tasks = List.copyOf(tasks);
    }

    /** A sentence, and then a line for each task: what it waits for, and where in the user's source. */
    @Override
    public String toString() {
        String title = tasks.size() == 1
                ? "Deadlock: a task waits for itself."
                : "Deadlock: " + tasks.size() + " tasks wait for one another in a circle.";
        return IntStream.range(0, tasks.size()).mapToObj(this::line).collect(Collectors.joining("", title, ""));
    }

    private String line(int index) {
        TaskNode node = tasks.get(index);
        TaskNode next = tasks.get((index + 1) % tasks.size());
        Wait wait = node.waitsFor();
        StringBuilder line = new StringBuilder("\n  ").append(node.name()).append(" waits for ");
        if (wait != null && wait.holder() == next.task()) {
            line.append(wait.what())
                    .append(", which ")
                    .append(tasks.size() == 1 ? "it holds itself" : next.name() + " holds");
        } else {
            line.append(next.name());
            if (wait != null && !wait.what().equals(next.name())) {
                line.append(", in ").append(wait.what());
            }
        }
        StackTraceElement where = new Frames().firstOfUser(node.stack());
        return line.append(where == null ? "" : ", at " + Frames.text(where)).toString();
    }
}
