package suspension.insight.tool;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Shows one frame after another: on a terminal each in the place of the one before, until 'q' is pressed. */
final class TopPages {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final long LOOK_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Target target;
    private final Terminal terminal;
    private final Duration interval;
    private final boolean json;
    private final boolean wide;
    private final boolean onScreen;

    TopPages(Target target, Arguments arguments, Terminal terminal, Duration interval) {
        this.target = target;
        this.terminal = terminal;
        this.interval = interval;
        json = arguments.has(Option.JSON);
        wide = arguments.has(Option.WIDE);
        onScreen = terminal.hasScreen() && !json;
    }

    /** What is to be done now and then. */
    interface Chore {
        void run() throws Failure, IOException, InterruptedException;
    }

    void show(BlockingQueue<TopFrame> frames, int times, Chore chore)
            throws Failure, IOException, InterruptedException {
        if (!onScreen) {
            showEach(frames, times, chore);
            return;
        }
        Terminal.Screen screen = terminal.screen();
        try {
            draw(List.of(title(null), "", "The first page comes when a second has been counted."));
            showEach(frames, times, chore);
        } finally {
            screen.close();
        }
    }

    private void showEach(BlockingQueue<TopFrame> frames, int times, Chore chore)
            throws Failure, IOException, InterruptedException {
        TopFrame frame = next(frames);
        for (int shown = 1; frame != null; shown++) {
            page(frame);
            chore.run();
            frame = shown < times ? next(frames) : null;
        }
    }

    /** Returns the next frame; null if the user wants no more. */
    private @Nullable TopFrame next(BlockingQueue<TopFrame> frames) throws Failure, IOException, InterruptedException {
        long waited = 0;
        while (true) {
            TopFrame frame = frames.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (frame != null) {
                return frame;
            }
            if (onScreen && wantsNoMore()) {
                return null;
            }
            if (!target.isAlive()) {
                throw target.ended();
            }
            waited += LOOK_MILLIS;
            if (waited > interval.plus(PATIENCE).toMillis()) {
                throw Failure.ofTarget("Nothing has come from " + target + " for " + waited / 1000
                        + " s: no loop runs there now, it is stopped, or the machine is overloaded. Try 'pstree "
                        + target.pid() + "'.");
            }
        }
    }

    private boolean wantsNoMore() throws IOException {
        for (int key = terminal.key(); key >= 0; key = terminal.key()) {
            if (key == 'q' || key == 'Q') {
                return true;
            }
        }
        return false;
    }

    private void page(TopFrame frame) {
        if (json) {
            terminal.json(frame.toMap());
        } else if (onScreen) {
            draw(frame.lines(title(frame), terminal.columns(), terminal.rows(), terminal));
        } else {
            int columns = wide ? Integer.MAX_VALUE : terminal.columns();
            frame.lines(title(frame), columns, terminal.rows(), terminal).forEach(terminal::line);
            terminal.line("");
            terminal.flush();
        }
    }

    private String title(@Nullable TopFrame frame) {
        LocalTime time = frame == null
                ? LocalTime.now(ZoneId.systemDefault())
                : LocalTime.ofInstant(frame.at(), ZoneId.systemDefault());
        return "top - " + CLOCK.format(time) + "  " + target + ", every " + Times.seconds(interval.toNanos())
                + (onScreen ? "; q quits" : "");
    }

    /** Draws over the page before, without a flicker. */
    private void draw(List<String> lines) {
        terminal.raw("\033[H" + String.join("\033[K\n", lines) + "\033[K\033[J");
    }
}
