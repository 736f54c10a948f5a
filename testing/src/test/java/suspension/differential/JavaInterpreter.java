package suspension.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import suspension.Async;
import suspension.Task;
import suspension.testing.VirtualTime;

/** Runs programs on this library, in virtual time, and tells what happened. */
final class JavaInterpreter {

    /** Beyond all that a program can wait for by itself. */
    private static final int HORIZON = 100_000_000;

    /** How often each task that is stuck is cancelled. */
    private static final int PASSES = 3;

    private static final long PATIENCE_SECONDS = 20;

    private JavaInterpreter() {}

    /**
     * The logs of the programs, which run one after the other on one loop. A program that does not end in real time has a
     * log that says so, and those after it run on another loop.
     */
    static List<List<String>> logs(List<Program> programs) {
        List<List<String>> logs = new ArrayList<>();
        while (logs.size() < programs.size()) {
            logs.addAll(logsOfLoop(programs.subList(logs.size(), programs.size())));
        }
        return logs;
    }

    private static List<List<String>> logsOfLoop(List<Program> programs) {
        List<List<String>> logs = new ArrayList<>();
        FutureTask<Void> run = new FutureTask<>(
                () -> VirtualTime.run(() -> {
                    for (Program program : programs) {
                        List<String> log = log(program);
                        synchronized (logs) {
                            logs.add(log);
                        }
                    }
                }),
                null);
        Thread thread = new Thread(run, "differential");
        thread.setDaemon(true);
        thread.start();
        String failure = outcome(run, logs);
        synchronized (logs) {
            List<List<String>> sofar = new ArrayList<>(logs);
            if (failure != null) {
                if (sofar.size() == programs.size()) { // the programs have ended, but the loop did not close
                    sofar.remove(sofar.size() - 1);
                }
                sofar.add(List.of(failure));
            }
            return sofar;
        }
    }

    /** Null if all is well. Waits as long as there is progress. */
    private static String outcome(FutureTask<Void> run, List<List<String>> logs) {
        int before = -1;
        while (true) {
            try {
                run.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return null;
            } catch (TimeoutException e) {
                synchronized (logs) {
                    if (logs.size() == before) {
                        return "?hangs";
                    }
                    before = logs.size();
                }
            } catch (ExecutionException e) {
                return "?" + e.getCause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return "?interrupted";
            }
        }
    }

    /** Runs a program to its end; cancels what is stuck then, one task after the other. */
    private static List<String> log(Program program) {
        Scene scene = new Scene();
        scene.tasks.put(0, Async.createTask(Code.body(scene, 0, program.steps())));
        Async.sleep(Code.units(HORIZON));
        for (int pass = 0; pass < PASSES; pass++) {
            for (int id : new TreeMap<>(scene.tasks).keySet()) {
                Task<?> task = scene.tasks.get(id);
                if (!task.isDone()) {
                    scene.log.add("stuck t" + id);
                    task.cancel("stuck");
                    Async.sleep(Code.units(HORIZON));
                }
            }
        }
        List<String> log = new ArrayList<>(scene.log);
        end(scene);
        return log;
    }

    /** Frees tasks that wait for what they cannot be cancelled from, such as the lock of a condition. */
    private static void end(Scene scene) {
        for (int pass = 0; pass < 20; pass++) {
            boolean pending = false;
            for (Task<?> task : new ArrayList<>(scene.tasks.values())) {
                if (!task.isDone()) {
                    if (!pending) {
                        scene.letGo();
                        pending = true;
                    }
                    task.cancel();
                }
            }
            if (!pending) {
                break;
            }
            Async.sleep(Code.units(HORIZON));
        }
        for (Task<?> task : scene.tasks.values()) {
            if (task.isDone()) {
                task.outcome(); // or its failure would be reported as one that nobody looks at
            }
        }
    }
}
