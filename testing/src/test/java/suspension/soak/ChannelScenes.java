package suspension.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ClosedReceiveChannelException;
import kotlinx.coroutines.channels.ClosedSendChannelException;
import suspension.Async;
import suspension.Task;
import suspension.interop.Channels;

/** Channels and select. No element is lost. */
final class ChannelScenes {

    private ChannelScenes() {}

    static List<Scene> all() {
        return List.of(
                Scene.anywhere("channel", ChannelScenes::channel),
                Scene.anywhere("channel closed", ChannelScenes::closed),
                Scene.anywhere("select", ChannelScenes::select));
    }

    private static void channel(Stage stage) {
        Channel<Integer> channel = Channels.create(stage.between(0, 2));
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger received = new AtomicInteger();
        stage.atEnd(() -> {
            for (Optional<Integer> left = Channels.tryReceive(channel);
                    left.isPresent();
                    left = Channels.tryReceive(channel)) {
                received.incrementAndGet();
            }
            stage.expect(
                    received.get() >= sent.get(), "each element arrives: " + sent + " sent, " + received + " received");
        });
        List<Task<?>> all = new ArrayList<>(stage.startSome(1, 3, () -> {
            for (int i = 0; i < 4; i++) {
                Channels.send(channel, i);
                sent.incrementAndGet();
                stage.maybeFail();
            }
        }));
        all.addAll(stage.startSome(1, 3, () -> {
            for (int i = 0; i < 4; i++) {
                Channels.receive(channel);
                received.incrementAndGet();
                stage.pause();
            }
        }));
        stage.foreign(() -> {
            if (Channels.trySend(channel, 0)) {
                sent.incrementAndGet();
            }
        });
        stage.settle(all);
    }

    private static void closed(Stage stage) {
        Channel<Integer> channel = Channels.create(stage.between(0, 2));
        List<Task<?>> all = new ArrayList<>(stage.startSome(1, 3, () -> {
            try {
                while (true) {
                    Channels.send(channel, 1);
                    stage.pause();
                }
            } catch (ClosedSendChannelException e) {
                Async.yieldNow();
            }
        }));
        all.addAll(stage.startSome(1, 3, () -> {
            for (int each : Channels.iterate(channel)) {
                stage.expect(each == 1, "elements are what was sent");
                stage.pause();
            }
        }));
        stage.foreign(() -> Channels.close(channel));
        stage.settle(all);
    }

    private static void select(Stage stage) {
        Channel<Integer> left = Channels.create(1);
        Channel<Integer> right = Channels.create(0);
        List<Task<Void>> senders = List.of(sender(stage, left), sender(stage, right));
        for (int i = 0; i < 4; i++) {
            try {
                Channels.<Integer>select()
                        .onReceive(left, each -> {
                            stage.pause();
                            return each;
                        })
                        .onReceive(right, each -> each)
                        .onTimeout(stage.moment(), () -> 0)
                        .await();
            } catch (ClosedReceiveChannelException e) {
                break;
            }
        }
        senders.forEach(Task::cancel);
        Async.wait(senders);
    }

    private static Task<Void> sender(Stage stage, Channel<Integer> channel) {
        return stage.start(() -> {
            for (int i = 0; i < 2; i++) {
                Channels.send(channel, i);
                stage.pause();
            }
            if (stage.oneIn(4)) {
                Channels.close(channel);
            }
        });
    }
}
