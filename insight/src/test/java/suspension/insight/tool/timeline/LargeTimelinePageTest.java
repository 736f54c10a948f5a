package suspension.insight.tool.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A recording of 100,000 events. The bounds are wide, as machines that run tests are often busy. */
class LargeTimelinePageTest {

    @TempDir
    private Path directory;

    @Test
    void hundredThousandEventsOfTwoThousandTasksStayFluid(TestReporter reporter) throws IOException {
        Path file = directory.resolve("large.html");
        TimelinePage.write(Timelines.large(2000, 100_000), file);
        ShownPage page = ShownPage.open(file, 1400, 900, "light");

        List<Double> frames = frames(page);
        double shown = page.number("performance.getEntriesByName('timeline shown')[0].startTime");

        reporter.publishEntry(Map.of(
                "ms until it was shown", "%.0f".formatted(shown),
                "ms a frame, median", "%.1f".formatted(frames.get(frames.size() / 2)),
                "ms a frame, longest", "%.1f".formatted(frames.get(frames.size() - 1))));
        assertThat(page.number("view.model.slices.count + view.model.waits.count"))
                .isEqualTo(100_000);
        assertThat(frames.get(frames.size() / 2)).isLessThan(500);
        assertThat(shown).isLessThan(10_000);
        assertThat(Browser.complaints()).isEmpty();
    }

    /** How long frames take, drawn to their end, while the recording is zoomed, moved and scrolled. */
    private static List<Double> frames(ShownPage page) {
        List<Number> times = page.ask("""
                const times = [];
                const probe = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
                const frame = (change) => {
                  const start = performance.now();
                  change();
                  view.draw();
                  probe.drawImage(view.parts.lanes, 0, 0);
                  probe.getImageData(0, 0, 1, 1);
                  times.push(performance.now() - start);
                };
                for (let i = 0; i < 30; i++) frame(() => view.zoomAt(400, 1.3));
                for (let i = 0; i < 15; i++) frame(() => view.panBy(150));
                for (let i = 0; i < 15; i++) frame(() => view.scrollBy(400));
                for (let i = 0; i < 30; i++) frame(() => view.zoomAt(700, 1 / 1.3));
                return times""");
        return times.stream().map(Number::doubleValue).sorted().toList();
    }
}
