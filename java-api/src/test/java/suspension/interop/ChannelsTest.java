package suspension.interop;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ClosedReceiveChannelException;
import kotlinx.coroutines.channels.ClosedSendChannelException;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.Task;

class ChannelsTest {

    private final List<String> log = new ArrayList<>();

    @Test
    void senderWaitsForItsReceiver() {
        Channel<String> channel = Channels.create(0);
        Async.run(() -> {
            Task<?> sender = Async.createTask(() -> {
                Channels.send(channel, "a");
                log.add("sent");
            });
            Async.yieldNow();
            log.add("receiving");
            log.add(Channels.receive(channel));
            sender.await();
        });

        assertThat(log).containsExactly("receiving", "a", "sent");
    }

    @Test
    void nullIsAnElement() {
        Channel<String> channel = Channels.create(1);
        Async.run(() -> {
            Channels.send(channel, null);
            assertThat(Channels.<String>receive(channel)).isNull();
        });
    }

    @Test
    void triesNeverWait() {
        Channel<String> channel = Channels.create(1);

        assertThat(Channels.tryReceive(channel)).isEmpty();
        assertThat(Channels.trySend(channel, "a")).isTrue();
        assertThat(Channels.trySend(channel, "b")).isFalse();
        assertThat(Channels.tryReceive(channel)).contains("a");
    }

    @Test
    void iterationEndsWhenTheChannelIsClosed() {
        Channel<String> channel = Channels.create(2);
        Async.run(() -> {
            Channels.send(channel, "a");
            Channels.send(channel, "b");
            assertThat(Channels.close(channel)).isTrue();
            assertThat(Channels.close(channel)).isFalse();
            for (String element : Channels.iterate(channel)) {
                log.add(element);
            }
            Iterator<String> iterator = Channels.<String>iterate(channel).iterator();
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
        });

        assertThat(log).containsExactly("a", "b");
    }

    @Test
    void closedUnderAWaitingReceiver() {
        Channel<String> channel = Channels.create(0);
        Async.run(() -> {
            Task<String> receiver = Async.createTask(() -> Channels.receive(channel));
            Async.yieldNow();
            Channels.close(channel);
            assertThatThrownBy(receiver::await)
                    .isInstanceOf(ClosedReceiveChannelException.class)
                    .hasMessageContaining("no element left");
            assertThatThrownBy(() -> Channels.tryReceive(channel)).isInstanceOf(ClosedReceiveChannelException.class);
            assertThatThrownBy(() -> Channels.trySend(channel, "x"))
                    .isInstanceOf(ClosedSendChannelException.class)
                    .hasMessageContaining("closed");
            assertThatThrownBy(() -> Channels.send(channel, "x")).isInstanceOf(ClosedSendChannelException.class);
        });
    }

    @Test
    void causeOfTheCloseIsThrownAsItIs() {
        Channel<String> channel = Channels.create(0);
        IllegalArgumentException cause = new IllegalArgumentException("broken");
        Channels.close(channel, cause);
        Async.run(() -> {
            assertThat(catchThrowable(() -> Channels.receive(channel))).isSameAs(cause);
            assertThat(catchThrowable(() -> Channels.tryReceive(channel))).isSameAs(cause);
        });
    }

    @Test
    void receiverCancelledAfterItWasGivenAnElementReturnsIt() {
        Channel<String> channel = Channels.create(0);
        Async.run(() -> {
            Task<String> receiver = Async.createTask(() -> {
                String received = Channels.receive(channel);
                log.add(received);
                log.add(catchThrowable(Async::yieldNow).getClass().getSimpleName());
                return received;
            });
            Async.yieldNow();
            assertThat(Channels.trySend(channel, "a")).isTrue();
            receiver.cancel();
            Async.wait(List.of(receiver));
        });

        assertThat(log).containsExactly("a", "CancellationException");
    }

    @Test
    void cancelledReceiverLeavesTheElementToOthers() {
        Channel<String> channel = Channels.create(0);
        Async.run(() -> {
            Task<String> receiver = Async.createTask(() -> Channels.receive(channel));
            Async.yieldNow();
            receiver.cancel();
            assertThat(Channels.trySend(channel, "a")).isFalse();
            assertThatThrownBy(receiver::await).isInstanceOf(CancellationException.class);
        });
    }

    @Test
    void requestThatIsPendingIsMetBeforeAnythingIsTaken() {
        Channel<String> channel = Channels.create(1);
        Async.run(() -> {
            Channels.send(channel, "a");
            Task<String> receiver = Async.createTask(() -> {
                Async.currentTask().cancel();
                return Channels.receive(channel);
            });
            Async.wait(List.of(receiver));
            assertThat(receiver.isCancelled()).isTrue();
            assertThat(Channels.tryReceive(channel)).contains("a");
        });
    }

    @Test
    void selectTakesTheFirstThatHasAnElement() {
        Channel<String> orders = Channels.create(1);
        Channel<Integer> returns = Channels.create(1);
        Async.run(() -> {
            Select<String> select = Channels.<String>select()
                    .onReceive(orders, order -> {
                        Async.yieldNow();
                        return "order " + order;
                    })
                    .onReceive(returns, item -> "return " + item)
                    .onTimeout(ofMillis(1), () -> "nothing");
            log.add(select.await());
            Channels.send(returns, 5);
            Channels.send(orders, "tea");
            log.add(select.await());
            log.add(select.await());
        });

        assertThat(log).containsExactly("nothing", "order tea", "return 5");
    }

    @Test
    void selectIsWokenByALaterSend() {
        Channel<String> channel = Channels.create(0);
        Async.run(() -> {
            Task<String> selecting = Async.createTask(() -> Channels.<String>select()
                    .onReceive(channel, each -> each)
                    .onTimeout(ofHours(1), () -> "late")
                    .await());
            Async.yieldNow();
            Channels.send(channel, "a");
            assertThat(selecting.await()).isEqualTo("a");
        });
    }

    @Test
    void selectOnAClosedChannelThrows() {
        Channel<String> channel = Channels.create(0);
        Channels.close(channel);
        Async.run(() -> assertThatThrownBy(() -> Channels.<String>select()
                        .onReceive(channel, each -> each)
                        .await())
                .isInstanceOf(ClosedReceiveChannelException.class));
    }

    @Test
    void misuseIsRefused() {
        Channel<String> channel = Channels.create(0);
        assertThatThrownBy(() -> Channels.receive(channel))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Channels.receive() suspends")
                .hasMessageContaining("ChannelsTest");
        assertThatThrownBy(() -> Channels.create(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Async.run(() -> Channels.<String>select().await()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without clauses");
    }
}
