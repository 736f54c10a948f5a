package suspension.soak;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import suspension.Action;
import suspension.Task;

/** One play of a scene, and what must hold at its end. Used by one player. */
final class Performance {

    private final Scene scene;
    private final Home home;
    private final Theatre theatre;
    private final String title;
    private final Stage stage;
    private @Nullable Future<?> main;

    /** @param title says which play of the run this is */
    Performance(Scene scene, Home home, Theatre theatre, String title, long seed) {
        this.scene = scene;
        this.home = home;
        this.theatre = theatre;
        this.title = title;
        this.stage = new Stage(theatre, home, seed);
    }

    void begin() {
        theatre.tally.scene(scene.name());
        if (scene.place() == Scene.Place.OUTSIDE) {
            main = theatre.hands.submit(() -> {
                scene.play().on(stage);
                return null;
            });
        } else {
            main = stage.track(home.start(scene.name(), stage.body(() -> {
                scene.play().on(stage);
                return null;
            })));
        }
    }

    /** Waits for the end of all that the scene has started, and checks that nothing is lost. */
    void finish(boolean homeClosed) throws StuckException, InterruptedException {
        if (homeClosed && scene.place() != Scene.Place.OUTSIDE) {
            ensureAllDone();
        }
        judge("the scene", main);
        awaitTasks();
        awaitActs();
        awaitMarks();
        stage.checks().forEach(Runnable::run);
        if (!homeClosed) {
            for (Action<?> epilogue : stage.epilogues()) {
                judge("the epilogue", home.start("epilogue", () -> {
                    epilogue.run();
                    return null;
                }));
            }
        }
        String broken = stage.broken();
        if (broken != null) {
            found("Not so: " + broken);
        }
    }

    private void ensureAllDone() {
        for (Task<?> task : stage.tasksAtHome()) {
            if (!task.isDone()) {
                found("A task is lost, for it is not done although its home has closed: " + task);
            }
        }
    }

    private void awaitTasks() throws StuckException, InterruptedException {
        int seen = 0;
        for (List<Task<?>> tasks = stage.tasks(); seen < tasks.size(); tasks = stage.tasks()) {
            for (Task<?> task : tasks.subList(seen, tasks.size())) {
                task.cancel(); // whoever is left behind need not go on
                judge(task.toString(), task);
            }
            seen = tasks.size();
        }
    }

    private void awaitActs() throws StuckException, InterruptedException {
        for (Future<?> act : stage.acts()) {
            judge("an act of a foreign thread", act);
        }
    }

    private void judge(String what, Future<?> future) throws StuckException, InterruptedException {
        try {
            future.get(theatre.patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (CancellationException e) {
            // as it may be
        } catch (ExecutionException e) {
            if (!Fault.explains(e.getCause()) && !(e.getCause() instanceof CancellationException)) {
                theatre.findings.add(title + ": " + what + " has failed", e.getCause());
            }
        } catch (TimeoutException e) {
            throw stuck(what + " has not ended");
        }
    }

    /** Calls of {@code toThread}, and coroutines that nobody awaits, may go on for a while. */
    private void awaitMarks() throws StuckException, InterruptedException {
        long deadline = System.nanoTime() + theatre.patience.toNanos();
        for (Mark mark : stage.marks()) {
            while (mark.isOpen()) {
                if (System.nanoTime() > deadline) {
                    throw stuck("Not left: " + mark);
                }
                Thread.sleep(1);
            }
            if (mark.isWrong()) {
                found(mark.toString());
            }
        }
    }

    private void found(String text) {
        theatre.findings.add(title + ": " + text);
    }

    private StuckException stuck(String text) {
        return new StuckException(title + ": " + text + " within " + theatre.patience + "; pending:" + home.pending());
    }
}
