package suspension.soak;

import java.util.List;
import java.util.stream.Stream;

/** All scenes. */
final class Repertoire {

    private Repertoire() {}

    static List<Scene> all() {
        return Stream.of(
                        LockScenes.all(),
                        MeetingScenes.all(),
                        QueueScenes.all(),
                        CombiningScenes.all(),
                        CancellationScenes.all(),
                        KotlinScenes.all(),
                        FlowScenes.all(),
                        ChannelScenes.all(),
                        ElsewhereScenes.all(),
                        StageScenes.all(),
                        ListenerScenes.all(),
                        TimerScenes.all(),
                        LoopScenes.all())
                .flatMap(List::stream)
                .toList();
    }
}
