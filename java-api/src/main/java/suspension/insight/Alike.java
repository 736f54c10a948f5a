package suspension.insight;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells which trees look alike: their tasks are in the same state, wait for the same kind of thing at the same line, and
 * so do those beneath. Names and numbers do not matter. Each kind of tree gets a number, from those of the trees beneath.
 */
final class Alike {

    /** What a tree looks like. */
    private record Look(
            TaskState state,
            boolean cancelling,
            @Nullable String waitsFor,
            @Nullable String holder,
            @Nullable StackTraceElement where,
            int groups,
            @Nullable String elsewhere,
            List<Integer> beneath) {}

    private final Frames frames = new Frames();
    private final Map<Look, Integer> kinds = new HashMap<>();
    private final IdentityHashMap<TaskTree, Integer> known = new IdentityHashMap<>();

    /** Returns the number of the kind of a tree. As deep as trees are at most. */
    int kindOf(TaskTree tree) {
        Integer before = known.get(tree);
        if (before != null) {
            return before;
        }
        TaskNode node = tree.node();
        Wait wait = node.waitsFor();
        List<StackTraceElement> stack = node.stack();
        StackTraceElement user = frames.firstOfUser(stack);
        Look look = new Look(
                node.state(),
                node.cancelling(),
                wait == null ? null : withoutNumbers(wait),
                wait == null || wait.holder() == null ? null : wait.holder().name(),
                user != null || stack.isEmpty() ? user : stack.get(0),
                node.groups().size(),
                tree.elsewhere() ? node.name() : null,
                kindsOf(tree.beneath()));
        int kind = kinds.computeIfAbsent(look, key -> kinds.size());
        known.put(tree, kind);
        return kind;
    }

    private List<Integer> kindsOf(List<TaskTree> trees) {
        List<Integer> found = new ArrayList<>();
        for (TaskTree tree : trees) {
            found.add(kindOf(tree));
        }
        return found.stream().distinct().sorted().toList();
    }

    private static String withoutNumbers(Wait wait) {
        boolean names = wait.reason() == WaitReason.TASK;
        String text = names ? "" : wait.what() + " " + wait.detail();
        StringBuilder rest = new StringBuilder().append(wait.reason());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                rest.append(c);
            }
        }
        return rest.toString();
    }
}
