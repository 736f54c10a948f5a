package suspension.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kotlinx.coroutines.Dispatchers;

/** Plays scenes, some at once, on one home after the other. Used by one thread at a time. */
final class Player {

    enum Kind {
        /** On one loop from the beginning of the run to its end. */
        LASTING,
        /** On loops that are closed, often while scenes are played. */
        PASSING,
        /** On dispatchers of Kotlin's. */
        OFF_LOOP
    }

    private final String name;
    private final Kind kind;
    private final Theatre theatre;
    private final List<Scene> scenes;
    private final long seed;
    private final Random random;
    private int homes;
    private int plays;

    /** Written by the player's thread; read by others when the player has stopped or is stuck. */
    private volatile Home home;

    /** @param seed the run's seed, for messages */
    Player(String name, Kind kind, Theatre theatre, List<Scene> scenes, long seed, long ownSeed) {
        this.name = name;
        this.kind = kind;
        this.theatre = theatre;
        this.seed = seed;
        this.random = new Random(ownSeed);
        this.scenes = scenes.stream()
                .filter(scene -> kind != Kind.OFF_LOOP || scene.place() != Scene.Place.ON_LOOP)
                .toList();
    }

    /** Plays until the time, and then leaves nothing behind but a home that lasts. */
    void playUntil(long nanoTime) throws StuckException, InterruptedException {
        while (System.nanoTime() < nanoTime && theatre.findings.isEmpty()) {
            if (home == null) {
                open();
            }
            playTogether();
        }
        if (kind != Kind.LASTING) {
            end();
        }
    }

    /** Closes the home, if there is one. */
    void end() throws StuckException, InterruptedException {
        if (home != null) {
            awaitClosed(theatre.hands.submit(home::close));
            home = null;
        }
    }

    /** Leaves a home that is stuck or no longer needed. */
    void abandon() {
        Home left = home;
        if (left != null) {
            left.abandon();
        }
    }

    private void open() {
        homes++;
        home = kind == Kind.OFF_LOOP
                ? ScopeHome.open(homes % 2 == 0 ? Dispatchers.getIO() : Dispatchers.getDefault(), theatre)
                : LoopHome.open(name + "-" + homes, theatre, random);
    }

    private void playTogether() throws StuckException, InterruptedException {
        List<Performance> performances = new ArrayList<>();
        boolean outside = false;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            Scene scene = scenes.get(random.nextInt(scenes.size()));
            if (scene.place() == Scene.Place.OUTSIDE && outside) {
                continue; // there is one thread for such a scene
            }
            outside |= scene.place() == Scene.Place.OUTSIDE;
            String title = "--seed " + seed + " play " + ++plays + " of " + name + ", \"" + scene.name() + "\"";
            performances.add(new Performance(scene, home, theatre, title, random.nextLong()));
        }
        performances.forEach(Performance::begin);
        boolean closes = kind != Kind.LASTING && random.nextInt(6) == 0;
        if (closes) {
            closeBusy();
        }
        for (Performance performance : performances) {
            performance.finish(closes);
        }
    }

    private void closeBusy() throws StuckException, InterruptedException {
        theatre.tally.count(Tally.Of.LOOPS_CLOSED_BUSY);
        int micros = random.nextInt(5_000);
        Home closing = home;
        Future<?> closed = theatre.hands.submit(() -> {
            Thread.sleep(micros / 1_000, micros % 1_000 * 1_000);
            closing.close();
            return null;
        });
        home = null;
        awaitClosed(closed);
    }

    private void awaitClosed(Future<?> closed) throws StuckException, InterruptedException {
        try {
            closed.get(theatre.patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            theatre.findings.add("--seed " + seed + ": " + name + "-" + homes + " could not close", e.getCause());
        } catch (TimeoutException e) {
            String pending = home == null ? "" : "; pending:" + home.pending();
            throw new StuckException("--seed " + seed + ": " + name + "-" + homes + " has not closed within "
                    + theatre.patience + pending);
        }
    }
}
