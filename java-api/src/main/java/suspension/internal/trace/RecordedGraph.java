package suspension.internal.trace;

import java.util.List;
import suspension.bridge.trace.GraphSource;
import suspension.insight.TaskGraph;

/** The graph of all tasks, for recordings. The service loader makes it. */
public final class RecordedGraph implements GraphSource {

    @Override
    public List<Text> texts() {
        TaskGraph graph = TaskGraph.ofAll();
        return List.of(new Text("tree", graph.toString()), new Text("json", graph.toJson()));
    }
}
