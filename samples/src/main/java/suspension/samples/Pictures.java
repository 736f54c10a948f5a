package suspension.samples;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import jdk.jfr.Recording;
import suspension.insight.tool.timeline.Timeline;
import suspension.insight.tool.timeline.TimelinePicture;
import suspension.insight.tool.timeline.TimelinePicture.Panel;

/** Runs samples and makes the pictures of them that README and the guide show, in the directory that is given. */
final class Pictures {

    private static final Duration STEP = Duration.ofMillis(250);
    private static final int MOST_TRIES = 10;

    private final Path directory;

    private Pictures(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] args) throws Exception {
        Files.createDirectories(Path.of(args[0]));
        new TourPage();
        Pictures pictures = new Pictures(Path.of(args[0]));
        pictures.together();
        pictures.blocked();
        pictures.cancel();
        pictures.timeout();
        pictures.shield();
    }

    private void together() throws Exception {
        write("together.svg", () -> {
            Timeline apart = record(new Sample("OneAfterAnother", OneAfterAnother::main));
            Timeline together = record(new Sample("Together", Together::main));
            return draw(
                    "One after another, two sleeps of 2 s take 4 s; together they take 2 s",
                    new Panel("OneAfterAnother: one task, 4 s", apart, List.of("main")),
                    new Panel(
                            "Together: the tasks sleep at the same time, 2 s",
                            together,
                            List.of("main", "1st", "2nd")));
        });
    }

    private void blocked() throws Exception {
        write("blocked.svg", () -> {
            Timeline blocked = record(new Sample("BlockingInABody", BlockingInABody::main));
            return draw(
                    "While one body blocks in Thread.sleep, the other task is ready and cannot run",
                    new Panel("BlockingInABody: Thread.sleep keeps the turn", blocked, List.of("main", "other")));
        });
    }

    private void cancel() throws Exception {
        write("cancel.svg", () -> {
            Timeline cancelled = record(new Sample("CancelWithCleanUp", CancelWithCleanUp::main));
            return draw(
                    "After 1 s main cancels the upload, whose sleep ends; it cleans up for 0.5 s, and only then main goes on",
                    new Panel(
                            "CancelWithCleanUp: asked after 1 s, ended after 1.5 s",
                            cancelled,
                            List.of("main", "upload")));
        });
    }

    private void timeout() throws Exception {
        write("timeout.svg", () -> {
            Timeline limited = record(new Sample("TimeLimit", TimeLimit::main));
            return draw(
                    "After 1 s the time is up: the slow task is cancelled, main's gather ends, and main goes on",
                    new Panel(
                            "TimeLimit: the limit of 1 s ends the gather", limited, List.of("main", "quick", "slow")));
        });
    }

    private void shield() throws Exception {
        write("shield.svg", () -> {
            Timeline shielded = record(new Sample("ShieldedPayment", ShieldedPayment::main));
            return draw(
                    "After 1 s main cancels the customer, who waits for the payment behind a shield; the payment goes on",
                    new Panel(
                            "ShieldedPayment: the customer leaves after 1 s, the payment ends after 2 s",
                            shielded,
                            List.of("main", "payment", "customer")));
        });
    }

    private static Timeline record(Sample sample) throws Exception {
        try (Recording recording = new Recording(TourPage.settings())) {
            recording.start();
            sample.run(new PrintStream(OutputStream.nullOutputStream()));
            recording.stop();
            Timeline timeline = TourPage.timeline(sample, recording);
            if (timeline == null) {
                throw new IOException("Nothing was recorded of " + sample.name());
            }
            return timeline;
        }
    }

    private static String draw(String title, Panel... panels) {
        return TimelinePicture.draw(title, List.of(panels), STEP);
    }

    /** Draws until two pictures are the same: one of a busy moment shows the machine, and not the program. */
    private void write(String file, Callable<String> drawing) throws Exception {
        String before = "";
        String picture = drawing.call();
        for (int i = 0; i < MOST_TRIES && !picture.equals(before); i++) {
            before = picture;
            picture = drawing.call();
        }
        Files.writeString(directory.resolve(file), picture);
    }
}
