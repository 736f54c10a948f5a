package suspension.insight.tool.timeline;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Small timelines, one under the other on one axis, for documents: SVG that is light or dark as its reader prefers.
 * Times are rounded, so that the picture of a program is the same whenever it is made.
 */
public final class TimelinePicture {

    /** The outcomes that are written beside a task's end. */
    private static final Set<String> ENDINGS = Set.of("failed", "cancelled");

    private final List<Panel> panels;
    private final long step;

    /**
     * A timeline with a caption.
     *
     * @param caption what is to be seen
     * @param timeline all tasks of it are shown; time counts from the first one's creation
     * @param names what to call the tasks, in order of their creation
     */
    public record Panel(String caption, Timeline timeline, List<String> names) {}

    private TimelinePicture(List<Panel> panels, long step) {
        this.panels = panels;
        this.step = step;
    }

    /**
     * Draws a picture.
     *
     * @param title what it shows, for those who do not see it
     * @param panels from top to bottom
     * @param step what times are rounded to
     * @return SVG, for a file of its own
     */
    public static String draw(String title, List<Panel> panels, Duration step) {
        return new TimelinePicture(panels, step.toNanos()).draw(title);
    }

    private String draw(String title) {
        List<List<PictureLane>> lanes = panels.stream().map(this::lanes).toList();
        long end = lanes.stream()
                .flatMap(List::stream)
                .mapToLong(PictureLane::end)
                .max()
                .orElse(step);
        PictureSvg svg = new PictureSvg(title, end);
        for (int i = 0; i < panels.size(); i++) {
            svg.caption(panels.get(i).caption());
            lanes.get(i).forEach(svg::lane);
        }
        return svg.finish();
    }

    private List<PictureLane> lanes(Panel panel) {
        Timeline timeline = panel.timeline();
        List<Timeline.Task> tasks = timeline.tasks().stream()
                .sorted(Comparator.comparingLong(Timeline.Task::created).thenComparingLong(Timeline.Task::id))
                .toList();
        long origin = tasks.isEmpty() ? 0 : tasks.get(0).created();
        return IntStream.range(0, tasks.size())
                .mapToObj(i -> lane(timeline, tasks.get(i), name(panel, tasks, i), origin))
                .toList();
    }

    private static String name(Panel panel, List<Timeline.Task> tasks, int i) {
        return i < panel.names().size() ? panel.names().get(i) : tasks.get(i).name();
    }

    private PictureLane lane(Timeline timeline, Timeline.Task task, String name, long origin) {
        Long ended = task.ended();
        Stream<PictureLane.Stretch> waits = timeline.waits().stream()
                .filter(wait -> wait.task() == task.id())
                .map(wait -> stretch(PictureLane.Look.of(wait.why()), wait.what(), wait.from(), wait.to(), origin));
        Stream<PictureLane.Stretch> slices = timeline.slices().stream()
                .filter(slice -> slice.task() == task.id())
                .map(slice -> stretch(look(timeline, slice), "", slice.from(), slice.to(), origin));
        return new PictureLane(
                name,
                rounded(task.created() - origin),
                rounded((ended == null ? timeline.duration() : ended) - origin),
                ENDINGS.contains(task.outcome()) ? task.outcome() : "",
                Stream.concat(waits.filter(wait -> wait.from() < wait.to()), slices)
                        .toList());
    }

    private PictureLane.Look look(Timeline timeline, Timeline.Slice slice) {
        boolean blocks = timeline.blocked().stream()
                .anyMatch(blocked ->
                        blocked.task() == slice.task() && blocked.from() < slice.to() && blocked.to() > slice.from());
        return blocks ? PictureLane.Look.BLOCKS : PictureLane.Look.RUNS;
    }

    private PictureLane.Stretch stretch(PictureLane.Look look, String text, long from, long to, long origin) {
        return new PictureLane.Stretch(look, text, rounded(from - origin), rounded(to - origin));
    }

    private long rounded(long nanos) {
        return Math.round((double) nanos / step) * step;
    }
}
