package suspension.soak;

import java.util.ArrayList;
import java.util.List;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowKt;
import kotlinx.coroutines.flow.MutableStateFlow;
import kotlinx.coroutines.flow.StateFlowKt;
import suspension.Async;
import suspension.Task;
import suspension.interop.Flows;
import suspension.interop.Suspend;

/** Flows, which Java generates, Kotlin changes and Java collects. Upstream ends once. */
final class FlowScenes {

    private FlowScenes() {}

    static List<Scene> all() {
        return List.of(
                Scene.anywhere("flow collected", FlowScenes::collected),
                Scene.anywhere("flow iterated", FlowScenes::iterated),
                Scene.anywhere("flow to a list", FlowScenes::toList),
                Scene.anywhere("state flow", FlowScenes::stateFlow));
    }

    private static Flow<Integer> anyFlow(Stage stage) {
        int length = stage.between(0, 6);
        Flow<Integer> flow = Flows.generate(emitter -> {
            try (Mark inside = stage.enter("A generator")) {
                for (int i = 0; i < length; i++) {
                    stage.pause();
                    emitter.emit(i);
                }
                stage.maybeFail();
            }
        });
        return switch (stage.random.nextInt(5)) {
            case 0 -> FlowKt.onEach(flow, Suspend.lambda((Integer each) -> stage.pause()));
            case 1 -> FlowKt.flowOn(flow, Dispatchers.getDefault());
            case 2 -> FlowKt.buffer(flow, 2, BufferOverflow.SUSPEND);
            case 3 -> FlowKt.take(flow, 3);
            default -> flow;
        };
    }

    private static void collected(Stage stage) {
        List<Integer> seen = new ArrayList<>();
        Flows.collect(anyFlow(stage), each -> {
            seen.add(each);
            stage.pause();
            stage.maybeFail();
        });
        for (int i = 0; i < seen.size(); i++) {
            stage.expect(seen.get(i) == i, "elements come in order, once each: " + seen);
        }
    }

    private static void iterated(Stage stage) {
        int enough = stage.between(0, 5);
        int next = 0;
        try (Flows.Items<Integer> items = Flows.iterate(anyFlow(stage))) {
            for (int each : items) {
                stage.expect(each == next, "elements come in order, once each");
                next++;
                stage.pause();
                if (next > enough) {
                    break;
                }
            }
        }
    }

    private static void toList(Stage stage) {
        Flow<Integer> flow = anyFlow(stage);
        List<Task<?>> lists = List.of(
                stage.start(() -> Flows.toList(flow).await()),
                stage.start(() -> Flows.toList(flow).await()));
        stage.settle(lists);
        Flows.first(FlowKt.onEmpty(flow, Suspend.lambda((Object collector) -> {
                    throw new Fault();
                })))
                .await();
    }

    private static void stateFlow(Stage stage) {
        MutableStateFlow<Integer> state = StateFlowKt.MutableStateFlow(0);
        List<Task<Void>> watching = stage.startSome(1, 3, () -> {
            int last = -1;
            try (Flows.Items<Integer> items = Flows.iterate(state)) {
                for (int each : items) {
                    stage.expect(each > last, "a state never goes back");
                    last = each;
                    if (each == 5) {
                        break;
                    }
                }
            }
        });
        for (int i = 1; i <= 5; i++) {
            state.setValue(i);
            stage.pause();
        }
        Async.wait(watching); // whoever misses the last state leaves this scene stuck
    }
}
