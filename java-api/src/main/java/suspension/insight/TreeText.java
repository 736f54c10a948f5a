package suspension.insight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import suspension.Task;

/** Prints the trees of a loop. As deep as those are at most. */
final class TreeText {

    /** How many frames of a body that waits are printed: those next to where it is. */
    private static final int FRAMES = 5;

    /** How many frames are printed of a thread that runs, and may be stuck. */
    private static final int FRAMES_OF_THREAD = 25;

    /** So many trees that look alike are printed one by one. Of more, the first is, and how many there are. */
    private static final int FEW = 3;

    private static final long SECOND = 1;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private final StringBuilder text = new StringBuilder();
    private final Alike alike = new Alike();

    /** The name of the loop. */
    private final String home;

    private TreeText(String home) {
        this.home = home;
    }

    static String of(LoopNode loop) {
        return new TreeText(loop.name()).print(loop);
    }

    private String print(LoopNode loop) {
        int count = loop.tasks().size();
        text.append(home).append(", ").append(number(count)).append(count == 1 ? " task" : " tasks");
        boolean more = !loop.trees().isEmpty()
                || !loop.coroutines().isEmpty()
                || !loop.calls().isEmpty();
        turn(loop.turn(), more);
        boolean others = !loop.coroutines().isEmpty() || !loop.calls().isEmpty();
        trees(loop.trees(), "", !others);
        for (int i = 0; i < loop.coroutines().size(); i++) {
            boolean last = i == loop.coroutines().size() - 1 && loop.calls().isEmpty();
            CoroutineNode coroutine = loop.coroutines().get(i);
            branch("", last).append("coroutine ").append(coroutine.name());
            frames(coroutine.stack(), deeper("", last));
        }
        for (int i = 0; i < loop.calls().size(); i++) {
            boolean last = i == loop.calls().size() - 1;
            branch("", last);
            call(loop.calls().get(i), deeper("", last));
        }
        return text.toString();
    }

    /** Prints what has the turn, and where it is unless its task says so further down. */
    private void turn(@Nullable Turn turn, boolean more) {
        if (turn == null || turn.held().toMillis() == 0) {
            return;
        }
        text.append(": ")
                .append(
                        turn.task() == null
                                ? "a callback or Kotlin's code"
                                : turn.task().name())
                .append(" has had the turn for ")
                .append(turn.held().toMillis())
                .append(" ms, on thread '")
                .append(turn.thread())
                .append('\'');
        if (turn.task() == null) {
            lines(turn.stack(), more ? "│   " : "    ");
        }
    }

    private void trees(List<TaskTree> trees, String indent, boolean atEnd) {
        Map<Integer, List<TaskTree>> kinds = new LinkedHashMap<>();
        trees.forEach(tree -> kinds.computeIfAbsent(alike.kindOf(tree), key -> new ArrayList<>())
                .add(tree));
        List<Runnable> lines = new ArrayList<>();
        boolean[] last = {false};
        for (TaskTree tree : trees) {
            List<TaskTree> kind = kinds.get(alike.kindOf(tree));
            if (kind == null) {
                continue;
            }
            if (kind.size() <= FEW) {
                lines.add(() -> tree(tree, indent, last[0]));
            } else {
                lines.add(() -> tree(tree, indent, last[0]));
                lines.add(() -> theOthers(kind, indent, last[0]));
                kinds.remove(alike.kindOf(tree));
            }
        }
        for (int i = 0; i < lines.size(); i++) {
            last[0] = atEnd && i == lines.size() - 1;
            lines.get(i).run();
        }
    }

    private void tree(TaskTree tree, String indent, boolean last) {
        branch(indent, last).append("(T) ");
        task(tree.node());
        if (tree.elsewhere()) {
            text.append(" (see elsewhere)");
        } else {
            body(tree, deeper(indent, last));
        }
    }

    private void theOthers(List<TaskTree> kind, String indent, boolean last) {
        int count = kind.size() - 1;
        branch(indent, last)
                .append("(T) ")
                .append(number(count))
                .append(" more like ")
                .append(kind.get(0).node().name())
                .append(": ")
                .append(kind.get(1).node().name())
                .append(count == 2 ? " and " : " to ")
                .append(kind.get(count).node().name());
        Duration longest = Duration.ZERO;
        for (TaskTree tree : kind.subList(1, kind.size())) {
            Wait wait = tree.node().waitsFor();
            longest = wait != null && wait.duration().compareTo(longest) > 0 ? wait.duration() : longest;
        }
        if (longest.toSeconds() > 0) {
            text.append(" (up to ").append(duration(longest)).append(')');
        }
    }

    private StringBuilder branch(String indent, boolean last) {
        return text.append('\n').append(indent).append(last ? "└── " : "├── ");
    }

    private static String deeper(String indent, boolean last) {
        return indent + (last ? "    " : "│   ");
    }

    private void task(TaskNode node) {
        text.append(node.name());
        if (!node.home().equals(home)) {
            text.append(" on ").append(node.home());
        }
        text.append(", ").append(node.state());
        if (node.waitsFor() != null) {
            text.append(" for ");
            wait(node, node.waitsFor());
        }
        if (node.cancelling()) {
            text.append(", asked to cancel");
        }
    }

    private void wait(TaskNode node, Wait wait) {
        text.append(wait.what());
        if (wait.detail() != null) {
            text.append(", ").append(wait.detail());
        }
        Task<?> holder = wait.holder();
        if (holder != null) {
            text.append(", held by ").append(holder == node.task() ? "itself" : holder.name());
            text.append(holder.isDone() ? ", which has ended without releasing it" : "");
        }
        if (wait.duration().toSeconds() > 0) {
            text.append(" (").append(duration(wait.duration())).append(')');
        }
    }

    /** Prints where a task is, and what it waits for beneath that. */
    private void body(TaskTree tree, String indent) {
        TaskNode node = tree.node();
        boolean more = !tree.beneath().isEmpty();
        if (node.state() == TaskState.RUNNING) {
            lines(node.stack(), more ? indent + "│   " : indent + "    ");
        }
        String inner = node.state() == TaskState.RUNNING ? indent : frames(node.stack(), indent);
        Wait wait = node.waitsFor();
        if (wait != null && wait.call() != null) {
            branch(inner, !more);
            call(wait.call(), deeper(inner, !more));
        }
        beneath(tree, inner);
    }

    private void call(ThreadCall call, String indent) {
        text.append("call on thread '").append(call.thread()).append('\'');
        lines(call.stack(), indent);
    }

    private void beneath(TaskTree tree, String indent) {
        List<TaskTree> left = new ArrayList<>(tree.beneath());
        List<GroupNode> groups = tree.node().groups().stream()
                .filter(group -> !group.tasks().isEmpty())
                .toList();
        List<List<TaskTree>> members = new ArrayList<>();
        for (GroupNode group : groups) {
            Set<Task<?>> tasks = Collections.newSetFromMap(new IdentityHashMap<>());
            tasks.addAll(group.tasks());
            List<TaskTree> own = left.stream()
                    .filter(next -> tasks.contains(next.node().task()))
                    .toList();
            left.removeIf(next -> tasks.contains(next.node().task()));
            members.add(own);
        }
        boolean inGroups = members.stream().anyMatch(own -> !own.isEmpty());
        trees(left, indent, !inGroups);
        for (int i = 0; i < groups.size(); i++) {
            if (members.get(i).isEmpty()) {
                continue;
            }
            boolean last = members.subList(i + 1, members.size()).stream().allMatch(List::isEmpty);
            group(groups.get(i), members.get(i), indent, last);
        }
    }

    private void group(GroupNode group, List<TaskTree> members, String indent, boolean last) {
        branch(indent, last).append("(G) TaskGroup");
        if (group.where() != null) {
            text.append(' ').append(frame(group.where()));
        }
        text.append(", ").append(number(members.size())).append(members.size() == 1 ? " task" : " tasks");
        trees(members, deeper(indent, last), true);
    }

    /** Prints frames, the outermost first, each beneath the one before. Returns how far what is beneath is indented. */
    private String frames(List<StackTraceElement> stack, String indent) {
        String inner = indent;
        for (int i = Math.min(FRAMES, stack.size()) - 1; i >= 0; i--) {
            branch(inner, true).append(' ').append(frame(stack.get(i)));
            inner = deeper(inner, true);
        }
        return inner;
    }

    /** Prints frames as a stack trace has them. */
    private void lines(List<StackTraceElement> stack, String indent) {
        for (StackTraceElement frame : stack.subList(0, Math.min(FRAMES_OF_THREAD, stack.size()))) {
            text.append('\n').append(indent).append("at ").append(Frames.fullText(frame));
        }
        if (stack.size() > FRAMES_OF_THREAD) {
            text.append('\n')
                    .append(indent)
                    .append("... ")
                    .append(stack.size() - FRAMES_OF_THREAD)
                    .append(" more");
        }
    }

    private static String frame(StackTraceElement frame) {
        String place = frame.getFileName() == null ? "" : " " + frame.getFileName() + ":" + frame.getLineNumber();
        return Frames.simpleName(frame) + "." + frame.getMethodName() + place;
    }

    private static String number(int count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        return seconds < HOUR
                ? seconds / MINUTE + " min " + seconds % MINUTE + " s"
                : seconds / HOUR + " h " + seconds % HOUR / MINUTE + " min";
    }
}
