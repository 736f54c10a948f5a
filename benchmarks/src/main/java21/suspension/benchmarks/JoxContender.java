package suspension.benchmarks;

import com.softwaremill.jox.Channel;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Jox: channels for virtual threads. What starts, sleeps and is cancelled are the JDK's threads, so that is left to them. */
final class JoxContender implements Contender {

    @Override
    public @Nullable String leavesOut(Workload workload) {
        return workload == Workload.QUEUE || workload == Workload.TURNS
                ? null
                : "starts its forks as virtual threads of the JDK's, which are measured as such";
    }

    @Override
    public long queue(int n) {
        return VirtualThreadsContender.run(threads -> {
            Channel<Integer> channel = Channel.newBufferedChannel(QUEUE_CAPACITY);
            Future<?> producer = threads.submit(() -> {
                for (int i = 0; i < n; i++) {
                    channel.send(i);
                }
                return null;
            });
            long sum = threads.submit(() -> {
                        long received = 0;
                        for (int i = 0; i < n; i++) {
                            received += channel.receive();
                        }
                        return received;
                    })
                    .get();
            producer.get();
            return sum;
        });
    }

    @Override
    public long turns(int n) {
        return VirtualThreadsContender.run(threads -> {
            Turns turns = new Turns();
            Channel<Integer> first = Channel.newBufferedChannel(1);
            Channel<Integer> second = Channel.newBufferedChannel(1);
            Future<?> one = threads.submit(() -> takeTurns(turns, 0, n, first, second));
            Future<?> other = threads.submit(() -> takeTurns(turns, 1, n, second, first));
            first.send(0);
            one.get();
            other.get();
            return turns.changes();
        });
    }

    private static Void takeTurns(Turns turns, int who, int n, Channel<Integer> mine, Channel<Integer> theirs)
            throws InterruptedException {
        for (int i = 0; i < n; i++) {
            mine.receive();
            turns.taken(who);
            theirs.send(i);
        }
        return null;
    }
}
