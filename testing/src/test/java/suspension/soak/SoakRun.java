package suspension.soak;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Plays scenes on several homes at once until the time is over, and rests once in a while to take a sample. */
final class SoakRun {

    private final Theatre theatre;
    private final Vitals vitals;
    private final List<Player> players = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Duration period;
    private final Consumer<? super String> progress;

    /**
     * @param period how long it plays between two samples
     * @param patience after which a scene is stuck
     * @param progress told of each sample
     */
    SoakRun(List<Scene> scenes, long seed, Duration period, Duration patience, Consumer<? super String> progress) {
        this.period = period;
        this.progress = progress;
        Player.Kind[] kinds = {
            Player.Kind.LASTING, Player.Kind.PASSING, Player.Kind.PASSING, Player.Kind.OFF_LOOP,
        };
        theatre = new Theatre(patience, kinds.length);
        vitals = new Vitals(theatre.traces);
        Random seeds = new Random(seed);
        for (int i = 0; i < kinds.length; i++) {
            String name = kinds[i] == Player.Kind.LASTING ? "lasting" : "passing-" + i;
            players.add(new Player(name, kinds[i], theatre, scenes, seed, seeds.nextLong()));
        }
    }

    /** Runs for the time and to the end of the period then, and returns what was wrong. */
    List<String> run(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        return run(() -> System.nanoTime() < end);
    }

    /** Runs a period as long as it is asked for one more and nothing is wrong, and returns what was wrong. */
    List<String> run(BooleanSupplier more) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(players.size(), Theatre.named("player"));
        try (theatre) {
            play(threads, more);
        } finally {
            players.forEach(Player::abandon);
            threads.shutdownNow();
        }
        Trend.complaints(samples).forEach(theatre.findings::add);
        return theatre.findings.list();
    }

    private void play(ExecutorService threads, BooleanSupplier more) throws InterruptedException {
        try {
            while (more.getAsBoolean() && theatre.findings.isEmpty()) {
                playUntil(threads, System.nanoTime() + period.toNanos());
                if (theatre.findings.isEmpty()) {
                    sample();
                }
            }
            if (theatre.findings.isEmpty()) {
                for (Player player : players) {
                    player.end();
                }
            }
        } catch (StuckException e) {
            theatre.findings.add(e.getMessage() + "\n" + threadDump());
        }
    }

    private void playUntil(ExecutorService threads, long nanoTime) throws StuckException, InterruptedException {
        List<Future<?>> playing = new ArrayList<>();
        for (Player player : players) {
            playing.add(threads.submit(() -> {
                player.playUntil(nanoTime);
                return null;
            }));
        }
        for (Future<?> each : playing) {
            try {
                each.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof StuckException stuck) {
                    throw stuck;
                }
                theatre.findings.add("A player has failed", e.getCause());
            }
        }
    }

    private void sample() throws InterruptedException {
        Sample sample = vitals.take(1); // the loop that lasts
        samples.add(sample);
        progress.accept(sample.toString());
    }

    private static String threadDump() {
        StringBuilder text = new StringBuilder();
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            text.append(thread);
        }
        return text.toString();
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    Tally tally() {
        return theatre.tally;
    }
}
