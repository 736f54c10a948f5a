package suspension.spring.actuate;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import suspension.EventLoop;
import suspension.EventLoopGroup;
import suspension.LoopStatistics;

/**
 * Meters of what {@link EventLoop#statistics} tells, for each loop, with its name as the tag {@code loop}. A loop counts
 * anyway, so nothing is measured for them, and a meter that is read does not wait for the loop. Spring Boot binds them
 * to the service's registries.
 *
 * <table>
 * <caption>The meters</caption>
 * <tr><th>Name</th><th>What</th></tr>
 * <tr><td>{@code suspension.loop.tasks}</td><td>gauge: tasks that are not done</td></tr>
 * <tr><td>{@code suspension.loop.tasks.started}</td><td>counter</td></tr>
 * <tr><td>{@code suspension.loop.tasks.ended}</td><td>counter with the tag {@code outcome}: {@code success},
 *     {@code failure} or {@code cancelled}</td></tr>
 * <tr><td>{@code suspension.loop.slices}</td><td>timer: how many slices there were, and how long the loop was busy with
 *     them</td></tr>
 * <tr><td>{@code suspension.loop.slice.max}</td><td>gauge, time: the longest slice since the start</td></tr>
 * <tr><td>{@code suspension.loop.lag}</td><td>gauge, time: the worst of the last ten to twenty seconds, with the tag
 *     {@code kind}: {@code queue}, how long what is ready waited for its turn, or {@code timer}, how late timers
 *     fired</td></tr>
 * <tr><td>{@code suspension.loop.threads}</td><td>gauge with the tag {@code kind}: {@code loop}, or {@code blocking}
 *     for the threads of {@code toThread}</td></tr>
 * </table>
 */
public final class LoopMetrics implements MeterBinder {

    private final List<EventLoop> loops;

    /**
     * Makes meters for the loops of a group.
     *
     * @param loops the group
     */
    public LoopMetrics(EventLoopGroup loops) {
        this.loops = loops.loops();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        loops.forEach(loop -> bind(loop, Tags.of("loop", loop.name()), registry));
    }

    private static void bind(EventLoop loop, Tags tags, MeterRegistry registry) {
        bindTasks(loop, tags, registry);
        bindSlices(loop, tags, registry);
        lag(loop, tags.and("kind", "queue"), registry, LoopStatistics::queueLag);
        lag(loop, tags.and("kind", "timer"), registry, LoopStatistics::timerLag);
        threads(loop, tags.and("kind", "loop"), registry, LoopStatistics::threads);
        threads(loop, tags.and("kind", "blocking"), registry, LoopStatistics::blockingThreads);
    }

    private static void bindTasks(EventLoop loop, Tags tags, MeterRegistry registry) {
        Gauge.builder("suspension.loop.tasks", loop, figure(LoopStatistics::pendingTasks))
                .description("Tasks that are not done")
                .baseUnit(BaseUnits.TASKS)
                .tags(tags)
                .register(registry);
        FunctionCounter.builder("suspension.loop.tasks.started", loop, figure(LoopStatistics::createdTasks))
                .description("Tasks that were started")
                .tags(tags)
                .register(registry);
        ended(loop, tags.and("outcome", "success"), registry, LoopMetrics::succeeded);
        ended(loop, tags.and("outcome", "failure"), registry, LoopStatistics::failedTasks);
        ended(loop, tags.and("outcome", "cancelled"), registry, LoopStatistics::cancelledTasks);
    }

    private static double succeeded(LoopStatistics figures) {
        return figures.createdTasks() - figures.pendingTasks() - figures.failedTasks() - figures.cancelledTasks();
    }

    private static void ended(
            EventLoop loop, Tags tags, MeterRegistry registry, ToDoubleFunction<LoopStatistics> count) {
        FunctionCounter.builder("suspension.loop.tasks.ended", loop, figure(count))
                .description("Tasks that are done")
                .tags(tags)
                .register(registry);
    }

    private static void bindSlices(EventLoop loop, Tags tags, MeterRegistry registry) {
        FunctionTimer.builder(
                        "suspension.loop.slices",
                        loop,
                        running -> running.statistics().slices(),
                        seconds(LoopStatistics::timeInSlices),
                        TimeUnit.SECONDS)
                .description("Slices, which run from one suspension to the next, and the time that the loop was busy")
                .tags(tags)
                .register(registry);
        TimeGauge.builder("suspension.loop.slice.max", loop, TimeUnit.SECONDS, seconds(LoopStatistics::longestSlice))
                .description("The longest slice since the loop was started")
                .tags(tags)
                .register(registry);
    }

    private static void lag(
            EventLoop loop, Tags tags, MeterRegistry registry, Function<LoopStatistics, Duration> time) {
        TimeGauge.builder("suspension.loop.lag", loop, TimeUnit.SECONDS, seconds(time))
                .description("How late things ran, at worst in the last ten to twenty seconds")
                .tags(tags)
                .register(registry);
    }

    private static void threads(
            EventLoop loop, Tags tags, MeterRegistry registry, ToDoubleFunction<LoopStatistics> count) {
        Gauge.builder("suspension.loop.threads", loop, figure(count))
                .description("Threads of the loop, and those for its blocking calls")
                .baseUnit(BaseUnits.THREADS)
                .tags(tags)
                .register(registry);
    }

    private static ToDoubleFunction<EventLoop> figure(ToDoubleFunction<LoopStatistics> figure) {
        return loop -> figure.applyAsDouble(loop.statistics());
    }

    private static ToDoubleFunction<EventLoop> seconds(Function<LoopStatistics, Duration> time) {
        return loop -> time.apply(loop.statistics()).toNanos() / 1e9;
    }
}
