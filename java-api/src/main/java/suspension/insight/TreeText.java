package suspension.insight;

import java.util.List;

/** Prints the trees of a loop. */
final class TreeText {

    /** How many frames of a body are printed: those next to where it is. */
    private static final int FRAMES = 5;

    private final StringBuilder text = new StringBuilder();

    /** The name of the loop. */
    private final String home;

    private TreeText(String home) {
        this.home = home;
    }

    static String of(LoopNode loop) {
        return new TreeText(loop.name()).print(loop);
    }

    private String print(LoopNode loop) {
        text.append(home);
        Turn turn = loop.turn();
        if (turn != null && turn.held().toMillis() > 0) {
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
        }
        trees(loop.trees(), "");
        return text.toString();
    }

    private void trees(List<TaskTree> trees, String indent) {
        for (int i = 0; i < trees.size(); i++) {
            boolean last = i == trees.size() - 1;
            branch(indent, last).append("(T) ");
            task(trees.get(i).node());
            if (trees.get(i).elsewhere()) {
                text.append(" (see elsewhere)");
            } else {
                body(trees.get(i), deeper(indent, last));
            }
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
            text.append(" for ").append(node.waitsFor().what());
        }
        if (node.cancelling()) {
            text.append(", asked to cancel");
        }
    }

    /** Prints the frames, the outermost first, each beneath the one before, and the trees beneath the last. */
    private void body(TaskTree tree, String indent) {
        List<StackTraceElement> stack = tree.node().stack();
        String inner = indent;
        for (int i = Math.min(FRAMES, stack.size()) - 1; i >= 0; i--) {
            branch(inner, true).append(' ').append(frame(stack.get(i)));
            inner = deeper(inner, true);
        }
        trees(tree.beneath(), inner);
    }

    private static String frame(StackTraceElement frame) {
        String type = frame.getClassName().substring(frame.getClassName().lastIndexOf('.') + 1);
        String place = frame.getFileName() == null ? "" : " " + frame.getFileName() + ":" + frame.getLineNumber();
        return type + "." + frame.getMethodName() + place;
    }
}
