package suspension.spring.actuate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.insight.Turn;

/**
 * Asks each loop for a callback. The service is down if a loop does not run it within a limit; the details name what
 * holds the turn of that loop, and where. It is out of service if a loop is closed.
 *
 * <p>All loops are asked at once, so the check takes as long as the limit at most. It blocks for that long, and so must
 * not be called in a body. Spring Boot calls it on a thread that may block, in WebFlux too.
 */
public final class LoopHealthIndicator implements HealthIndicator {

    private final List<EventLoop> loops;
    private final Duration limit;

    /**
     * Makes an indicator.
     *
     * @param loops whose health it is
     * @param limit how long a loop may take to answer
     * @throws IllegalArgumentException if the limit is zero or negative
     */
    public LoopHealthIndicator(EventLoopGroup loops, Duration limit) {
        if (Objects.requireNonNull(limit, "limit").isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("No loop answers within " + limit + "; give a positive limit");
        }
        this.loops = loops.loops();
        this.limit = limit;
    }

    @Override
    public Health health() {
        Map<EventLoop, @Nullable Ping> pings = new LinkedHashMap<>();
        loops.forEach(loop -> pings.put(loop, Ping.of(loop)));
        long deadline = System.nanoTime() + limit.toNanos();
        Map<String, Object> details = new LinkedHashMap<>();
        Status worst = Status.UP;
        try {
            for (Map.Entry<EventLoop, @Nullable Ping> entry : pings.entrySet()) {
                EventLoop loop = entry.getKey();
                Ping ping = entry.getValue();
                if (ping == null) {
                    worst = worst.equals(Status.DOWN) ? worst : Status.OUT_OF_SERVICE;
                    details.put(loop.name(), Map.of("status", Status.OUT_OF_SERVICE.getCode(), "reason", "closed"));
                } else if (ping.isAnswered(deadline)) {
                    details.put(loop.name(), Map.of("status", Status.UP.getCode(), "answerMillis", ping.millis()));
                } else {
                    worst = Status.DOWN;
                    details.put(loop.name(), silent(loop));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.unknown()
                    .withDetail("reason", "interrupted before all loops had answered")
                    .build();
        }
        return Health.status(worst).withDetail("loops", details).build();
    }

    private Map<String, Object> silent(EventLoop loop) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("status", Status.DOWN.getCode());
        detail.put("reason", "has not answered within " + limit.toMillis() + " ms");
        Turn turn = Turn.of(loop);
        if (turn != null) {
            detail.put("turn", GraphMaps.of(turn));
        }
        return detail;
    }

    /** A callback that a loop was asked for. */
    private static final class Ping implements Runnable {

        private final long asked = System.nanoTime();
        private final CountDownLatch answered = new CountDownLatch(1);

        /** Written by the loop before it opens the latch, read after. */
        private long nanos;

        /** Returns null if the loop is closed. */
        static @Nullable Ping of(EventLoop loop) {
            Ping ping = new Ping();
            try {
                loop.execute(ping);
            } catch (RejectedExecutionException e) {
                return null;
            }
            return ping;
        }

        @Override
        public void run() {
            nanos = System.nanoTime() - asked;
            answered.countDown();
        }

        boolean isAnswered(long deadline) throws InterruptedException {
            return answered.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        }

        double millis() {
            return TimeUnit.NANOSECONDS.toMicros(nanos) / 1e3;
        }
    }
}
