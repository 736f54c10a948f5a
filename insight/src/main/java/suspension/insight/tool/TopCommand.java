package suspension.insight.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.EventStream;

/** Shows what goes on in a process, again and again. */
final class TopCommand implements Command {

    private static final Option INTERVAL = Option.of("--interval", "SECONDS", "from page to page; 1 if not given");
    private static final Option TIMES = Option.of("--times", "N", "ends after so many pages");

    private static final Pattern REPOSITORY = Pattern.compile("Repository path: (.+)");

    /** A recording that nobody has ended ends after so long, and is followed by another. */
    private static final Duration LIMIT = Duration.ofHours(1);

    private static final int FRAMES = 4;

    @Override
    public String name() {
        return "top";
    }

    @Override
    public String operands() {
        return "PID";
    }

    @Override
    public String summary() {
        return "live: busy loops, their lag, tasks by time, waits by reason";
    }

    @Override
    public String text() {
        return """
                Shows what the loops of a process have done in the last second: how busy each
                is, how late, and how many tasks it has, which may grow; what blocks it; what
                was waited for, and for how long; and the tasks that had the turn, the longest
                first.

                On a terminal the page is drawn anew, until 'q' is pressed. Elsewhere, page
                follows page, or with --json line follows line, until --times or the end of the
                process.""";
    }

    @Override
    public List<Option> options() {
        return List.of(INTERVAL, TIMES, Option.flag("--json", "prints each page as one line of JSON"), Option.WIDE);
    }

    @Override
    public void run(Arguments arguments, Terminal terminal) throws Failure, IOException, InterruptedException {
        Duration interval = arguments.seconds(INTERVAL, Duration.ofSeconds(1), Duration.ofSeconds(1));
        int times = arguments.count(TIMES, Integer.MAX_VALUE);
        try (Target target = Target.attach(arguments.pid())) {
            target.needLoops();
            try (Lease lease = new Lease(target, Settings.ofStream(interval));
                    EventStream stream = open(target)) {
                BlockingQueue<TopFrame> frames = new ArrayBlockingQueue<>(FRAMES);
                count(stream, interval, frames);
                TopPages pages = new TopPages(target, arguments, terminal, interval);
                pages.show(frames, times, lease::renew);
            }
        }
    }

    private static EventStream open(Target target) throws Failure, IOException, InterruptedException {
        Matcher path = REPOSITORY.matcher(target.jcmd("JFR.configure"));
        if (!path.find() || !Files.isDirectory(Path.of(path.group(1).strip()))) {
            throw Failure.ofTarget("What the JVM of " + target + " records cannot be seen from here. If it runs in a"
                    + " container, run this there too.");
        }
        return EventStream.openRepository(Path.of(path.group(1).strip()));
    }

    /** The JVM writes what it has each second, and marks that. */
    private static void count(EventStream stream, Duration interval, BlockingQueue<TopFrame> frames) {
        TopCounts counts = new TopCounts();
        stream.setReuse(true);
        stream.setOrdered(false);
        for (String event : Settings.EVENTS) {
            stream.onEvent("suspension." + event, counts::add);
        }
        stream.onFlush(() -> {
            if (counts.isDue(interval)) {
                TopFrame frame = counts.take();
                while (!frames.offer(frame)) {
                    frames.poll(); // nobody has looked at the oldest
                }
            }
        });
        stream.onError(error -> {}); // the silence is noticed
        stream.startAsync();
    }

    /** A recording that is followed by another before it ends. */
    private static final class Lease implements AutoCloseable {

        private final Target target;
        private final String settings;
        private TargetRecording recording;
        private Instant renewed;

        private Lease(Target target, String settings) throws Failure, IOException, InterruptedException {
            this.target = target;
            this.settings = settings;
            recording = TargetRecording.startToStream(target, settings, LIMIT);
            renewed = Instant.now();
        }

        private void renew() throws Failure, IOException, InterruptedException {
            if (Duration.between(renewed, Instant.now()).compareTo(LIMIT.dividedBy(2)) > 0) {
                TargetRecording next = TargetRecording.startToStream(target, settings, LIMIT);
                recording.close();
                recording = next;
                renewed = Instant.now();
            }
        }

        @Override
        public void close() {
            recording.close();
        }
    }
}
