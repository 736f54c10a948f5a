package suspension.spring.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import suspension.insight.Deadlock;
import suspension.insight.LoopNode;
import suspension.insight.TaskGraph;
import suspension.insight.TaskNode;
import suspension.insight.TaskTree;
import suspension.insight.Turn;

/** A graph of tasks as maps and lists, of which others make JSON. What is not known is left out. */
final class GraphMaps {

    /** How many frames of a stack are told: the innermost. */
    private static final int FRAMES = 20;

    private GraphMaps() {}

    static Map<String, Object> of(TaskGraph graph) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("loops", graph.loops().stream().map(GraphMaps::of).toList());
        List<Deadlock> deadlocks = graph.deadlocks();
        if (!deadlocks.isEmpty()) {
            map.put("deadlocks", deadlocks.stream().map(GraphMaps::of).toList());
        }
        return map;
    }

    private static Map<String, Object> of(Deadlock deadlock) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("tasks", deadlock.tasks().stream().map(TaskNode::name).toList());
        map.put("text", deadlock.toString());
        return map;
    }

    private static Map<String, Object> of(LoopNode loop) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", loop.name());
        map.put("pending", loop.tasks().size());
        Turn turn = loop.turn();
        if (turn != null) {
            map.put("turn", of(turn));
        }
        map.put(
                "tasks",
                loop.trees().stream().map(tree -> of(tree, loop.name())).toList());
        return map;
    }

    static Map<String, Object> of(Turn turn) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (turn.task() != null) {
            map.put("task", turn.task().name());
        }
        map.put("thread", turn.thread());
        map.put("heldMillis", turn.held().toMillis());
        map.put("where", frames(turn.stack()));
        return map;
    }

    private static Map<String, Object> of(TaskTree tree, String home) {
        TaskNode node = tree.node();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", node.name());
        if (!node.home().equals(home)) {
            map.put("on", node.home());
        }
        map.put("state", node.state().toString());
        if (node.waitsFor() != null) {
            map.put("waitsFor", node.waitsFor().what());
            map.put("waitsForMillis", node.waitsFor().duration().toMillis());
            if (node.waitsFor().holder() != null) {
                map.put("heldBy", node.waitsFor().holder().name());
            }
        }
        if (node.cancelling()) {
            map.put("cancelling", true);
        }
        if (tree.elsewhere()) {
            map.put("seeElsewhere", true);
            return map;
        }
        if (!node.stack().isEmpty()) {
            map.put("where", frames(node.stack()));
        }
        if (!node.creation().isEmpty()) {
            map.put("createdAt", frames(node.creation()));
        }
        if (!tree.beneath().isEmpty()) {
            map.put(
                    "awaits",
                    tree.beneath().stream().map(beneath -> of(beneath, home)).toList());
        }
        return map;
    }

    private static List<String> frames(List<StackTraceElement> stack) {
        return stack.stream().limit(FRAMES).map(GraphMaps::text).toList();
    }

    /** Without the module and the class loader. */
    private static String text(StackTraceElement frame) {
        String place = frame.getFileName() == null ? "Unknown Source" : frame.getFileName();
        String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
        return frame.getClassName() + "." + frame.getMethodName() + "(" + place + line + ")";
    }
}
