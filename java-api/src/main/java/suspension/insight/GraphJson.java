package suspension.insight;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import suspension.Task;

/** Writes a graph as JSON. */
final class GraphJson {

    private final Json json = new Json();
    private final Map<Task<?>, TaskNode> nodes;

    private GraphJson(Map<Task<?>, TaskNode> nodes) {
        this.nodes = nodes;
    }

    static String of(List<LoopNode> loops, List<Deadlock> deadlocks, Map<Task<?>, TaskNode> nodes) {
        return new GraphJson(nodes).write(loops, deadlocks);
    }

    private String write(List<LoopNode> loops, List<Deadlock> deadlocks) {
        json.object().name("loops").array();
        loops.forEach(this::loop);
        json.endArray().name("deadlocks").array();
        for (Deadlock deadlock : deadlocks) {
            json.object().name("tasks").array();
            deadlock.tasks().forEach(node -> json.value(node.id()));
            json.endArray().name("text").value(deadlock.toString()).endObject();
        }
        return json.endArray().endObject().toString();
    }

    private void loop(LoopNode loop) {
        json.object()
                .name("name")
                .value(loop.name())
                .name("group")
                .value(loop.group())
                .name("turn");
        Turn turn = loop.turn();
        if (turn == null) {
            json.value(null);
        } else {
            json.object().name("task");
            id(turn.task());
            json.name("thread").value(turn.thread());
            json.name("heldMillis").value(turn.held().toMillis());
            stack("stack", turn.stack());
            json.endObject();
        }
        json.name("tasks").array();
        loop.tasks().forEach(this::task);
        json.endArray().name("coroutines").array();
        for (CoroutineNode coroutine : loop.coroutines()) {
            json.object().name("name").value(coroutine.name());
            stack("stack", coroutine.stack());
            json.endObject();
        }
        json.endArray().name("calls").array();
        loop.calls().forEach(this::call);
        json.endArray().endObject();
    }

    private void task(TaskNode node) {
        json.object().name("id").value(node.id());
        json.name("name").value(node.name());
        json.name("home").value(node.home());
        json.name("state").value(node.state().toString());
        json.name("cancelling").value(node.cancelling());
        json.name("waitsFor");
        wait(node.waitsFor());
        json.name("groups").array();
        for (GroupNode group : node.groups()) {
            StackTraceElement where = group.where();
            json.object().name("where").value(where == null ? null : Frames.fullText(where));
            ids("tasks", group.tasks());
            json.endObject();
        }
        json.endArray();
        stack("stack", node.stack());
        stack("creation", node.creation());
        json.endObject();
    }

    private void wait(@Nullable Wait wait) {
        if (wait == null) {
            json.value(null);
            return;
        }
        json.object().name("reason").value(wait.reason().toString());
        json.name("what").value(wait.what());
        json.name("detail").value(wait.detail());
        ids("tasks", wait.tasks());
        json.name("any").value(wait.any());
        json.name("holder");
        id(wait.holder());
        json.name("call");
        if (wait.call() == null) {
            json.value(null);
        } else {
            call(wait.call());
        }
        json.name("forMillis").value(wait.duration().toMillis()).endObject();
    }

    private void call(ThreadCall call) {
        json.object().name("thread").value(call.thread());
        stack("stack", call.stack());
        json.endObject();
    }

    private void stack(String name, List<StackTraceElement> stack) {
        json.name(name).array();
        stack.forEach(frame -> json.value(Frames.fullText(frame)));
        json.endArray();
    }

    private void ids(String name, List<Task<?>> tasks) {
        json.name(name).array();
        for (Task<?> task : tasks) {
            if (nodes.containsKey(task)) {
                id(task);
            }
        }
        json.endArray();
    }

    private void id(@Nullable Task<?> task) {
        if (task == null) {
            json.value(null);
        } else {
            json.value(GraphReader.idOf(task));
        }
    }
}
