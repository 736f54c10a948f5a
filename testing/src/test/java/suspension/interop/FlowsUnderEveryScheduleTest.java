package suspension.interop;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static suspension.Async.createTask;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.flow.Flow;
import suspension.Async;
import suspension.Task;
import suspension.testing.AsyncTest;

/** Flows and channels in every order, while tasks are cancelled. */
class FlowsUnderEveryScheduleTest {

    private int opened;
    private int closed;

    private Flow<Integer> numbers() {
        return Flows.generate(emitter -> {
            opened++;
            try {
                for (int i = 0; i < 4; i++) {
                    yieldNow();
                    emitter.emit(i);
                }
            } finally {
                closed++;
            }
        });
    }

    @AsyncTest(interleavings = 1_000, cancellations = true)
    void aGeneratorIsClosedWhoeverIsCancelled() {
        List<Integer> collected = new ArrayList<>();
        List<Integer> iterated = new ArrayList<>();
        Task<?> collecting = createTask("collecting", () -> Flows.collect(numbers(), collected::add));
        Task<?> iterating = createTask("iterating", () -> {
            try (Flows.Items<Integer> items = Flows.iterate(numbers())) {
                for (int item : items) {
                    iterated.add(item);
                    if (item == 2) {
                        break;
                    }
                }
            }
        });
        Async.wait(List.of(collecting, iterating));
        sleep(ofMillis(1));
        assertThat(closed).isEqualTo(opened);
        assertThat(collected).isEqualTo(List.of(0, 1, 2, 3).subList(0, collected.size()));
        assertThat(iterated).isEqualTo(List.of(0, 1, 2).subList(0, iterated.size()));
    }

    @AsyncTest(interleavings = 2_000, cancellations = true)
    void whatIsSentIsReceivedOnce() {
        Channel<Integer> channel = Channels.create(1);
        List<Integer> sent = new ArrayList<>();
        List<Integer> received = new ArrayList<>();
        List<Task<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int element = i;
            tasks.add(createTask("sending-" + i, () -> {
                Channels.send(channel, element);
                sent.add(element);
            }));
            tasks.add(createTask("receiving-" + i, () -> {
                received.add(Channels.receive(channel));
            }));
        }
        sleep(ofMillis(1));
        tasks.forEach(Task::cancel);
        Async.wait(tasks);
        Channels.tryReceive(channel).ifPresent(received::add);
        assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
    }
}
