package suspension.sync;

import static suspension.Async.createTask;
import static suspension.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import suspension.Async;
import suspension.Awaitable;
import suspension.Task;

/**
 * Tries everything that can happen between the bodies of one loop: each sequence of a given length of the given steps,
 * every one in a fresh world. A step runs within one turn, so a sequence such as "release, cancel" hits a body that was
 * chosen and has not gone on; the step "turn" lets everything that is ready run once.
 */
final class Explorer {

    private Explorer() {}

    /** What the steps act upon. */
    static class World {

        final List<Task<?>> tasks = new ArrayList<>();
        final List<String> log = new ArrayList<>();

        void start(Awaitable<?, ?> body) {
            tasks.add(createTask(body));
        }

        void cancel(int task) {
            if (task < tasks.size()) {
                tasks.get(task).cancel();
            }
        }

        void turn() {
            yieldNow();
        }

        void settle() {
            for (int i = 0; i < 12; i++) {
                yieldNow();
            }
        }

        long count(java.util.function.Predicate<Task<?>> condition) {
            return tasks.stream().filter(condition).count();
        }

        long pending() {
            return count(task -> !task.isDone());
        }

        long cancelled() {
            return count(Task::isCancelled);
        }

        long succeeded() {
            return count(task -> task.isDone() && !task.isCancelled());
        }
    }

    record Step<W>(String name, Consumer<W> action) {}

    static <W extends World> void explore(
            int length, Supplier<W> worlds, List<Step<? super W>> steps, Consumer<? super W> check) {
        int[] choice = new int[length];
        Async.run(() -> {
            do {
                tryOne(worlds.get(), choice, steps, check);
            } while (next(choice, steps.size()));
        });
    }

    private static <W extends World> void tryOne(
            W world, int[] choice, List<Step<? super W>> steps, Consumer<? super W> check) {
        List<String> names = new ArrayList<>();
        try {
            for (int index : choice) {
                names.add(steps.get(index).name());
                steps.get(index).action().accept(world);
            }
            world.settle();
            check.accept(world);
        } catch (AssertionError e) {
            throw new AssertionError("After " + names + " with log " + world.log + ": " + e.getMessage(), e);
        }
        world.tasks.forEach(Task::cancel);
        if (!world.tasks.isEmpty()) {
            Async.wait(world.tasks);
        }
    }

    private static boolean next(int[] choice, int base) {
        for (int i = choice.length - 1; i >= 0; i--) {
            if (++choice[i] < base) {
                return true;
            }
            choice[i] = 0;
        }
        return false;
    }
}
