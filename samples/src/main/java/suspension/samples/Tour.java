package suspension.samples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Runs all samples, one after another, and prints for each its name, its output and its total time. With {@code
 * -Dtour.check=true} it also compares them with what they promise, says what differs, and then exits with status 1. With
 * {@code -Dtimeline=FILE} it also writes a page with their timelines; the file's name counts from the directory {@code
 * -Dtour.directory}, if that is given.
 */
public final class Tour {

    /** In an order to learn them in. */
    static final List<Sample> SAMPLES = List.of(
            new Sample("HelloCoroutine", HelloCoroutine::main),
            new Sample("BlockingSleep", BlockingSleep::main),
            new Sample("OneAfterAnother", OneAfterAnother::main),
            new Sample("Together", Together::main),
            new Sample("Demo", Demo::main),
            new Sample("BlockingInABody", BlockingInABody::main),
            new Sample("BrewOneCup", BrewOneCup::main),
            new Sample("BrewThreeCups", BrewThreeCups::main),
            new Sample("TwoTasks", TwoTasks::main),
            new Sample("GatherWorkers", GatherWorkers::main),
            new Sample("BackgroundWorkers", BackgroundWorkers::main),
            new Sample("DownloadAndLog", DownloadAndLog::main),
            new Sample("AsTheyFinish", AsTheyFinish::main),
            new Sample("WaitModes", WaitModes::main),
            new Sample("FireAndForget", FireAndForget::main),
            new Sample("GroupFailure", GroupFailure::main),
            new Sample("CancelWithCleanUp", CancelWithCleanUp::main),
            new Sample("TimeLimit", TimeLimit::main),
            new Sample("ShieldedPayment", ShieldedPayment::main),
            new Sample("ProducerAndConsumers", ProducerAndConsumers::main),
            new Sample("RateLimitedCrawler", RateLimitedCrawler::main),
            new Sample("RequestIds", RequestIds::main),
            new Sample("MyAwaitable", MyAwaitable::main),
            new Sample("CpuHeavyWork", CpuHeavyWork::main),
            new Sample("BeginnersMistakes", BeginnersMistakes::main),
            new Sample("GetUser", GetUser::main),
            new Sample("FetchThree", FetchThree::main),
            new Sample("FetchFromKotlin", FetchFromKotlin::main),
            new Sample("MixedCatalogue", MixedCatalogue::main),
            new Sample("MixedCatalogueByHand", MixedCatalogueByHand::main));

    private final PrintStream screen;
    private final boolean check;
    private final @Nullable TourPage page;
    private final List<String> broken = new ArrayList<>();

    Tour(PrintStream screen, boolean check) {
        this(screen, check, null);
    }

    Tour(PrintStream screen, boolean check, @Nullable TourPage page) {
        this.screen = screen;
        this.check = check;
        this.page = page;
    }

    public static void main(String[] args) throws IOException, ParseException {
        String file = System.getProperty("timeline", "");
        TourPage page = file.isEmpty() ? null : new TourPage();
        boolean fine = new Tour(System.out, Boolean.getBoolean("tour.check"), page).visit(SAMPLES);
        if (page != null) {
            Path path = Path.of(System.getProperty("tour.directory", "")).resolve(file);
            page.write(path);
            System.out.println("Their timelines are in " + path.toAbsolutePath());
        }
        if (!fine) {
            System.exit(1);
        }
    }

    /**
     * Runs the samples, and tells whether all went well: nothing failed, and, if it is checked, no promise is broken.
     */
    boolean visit(List<Sample> samples) {
        Stopwatch watch = Stopwatch.start();
        for (Sample sample : samples) {
            visit(sample);
        }
        screen.printf(Locale.ROOT, "%d samples in %.1f s%n", samples.size(), watch.seconds());
        broken.forEach(screen::println);
        if (check && broken.isEmpty()) {
            screen.println("All of them did what they promise");
        }
        return broken.isEmpty();
    }

    private void visit(Sample sample) {
        screen.println("== " + sample.name());
        try {
            Sample.Run run = page == null ? sample.run(screen) : page.run(sample, screen);
            screen.printf(Locale.ROOT, "-- total time: %.1f s%n%n", run.time().toNanos() / 1e9);
            List<String> points = check ? Promise.of(sample.name()).brokenBy(run) : List.of();
            points.forEach(point -> broken.add(sample.name() + ": " + point));
        } catch (Exception e) {
            broken.add(sample.name() + ": it failed with " + e);
        }
    }
}
