package suspension.guide.recipes;

import static java.time.Duration.ofMillis;
import static suspension.Async.sleep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import suspension.Async;
import suspension.Task;
import suspension.TaskGroup;
import suspension.sync.AsyncQueue;

/** The program of the page "From asyncio", as Suspension has it. */
final class Workers {

    private Workers() {}

    static String work(String job) {
        sleep(ofMillis(10));
        return job.toUpperCase(Locale.ROOT);
    }

    // tag::workers[]
    static void worker(AsyncQueue<String> queue, List<String> done) {
        while (true) {
            String job = queue.get(); // waits, without a word for it
            done.add(work(job));
            queue.taskDone();
        }
    }

    static List<String> main() {
        AsyncQueue<String> queue = AsyncQueue.bounded(10);
        List<String> done = new ArrayList<>();
        TaskGroup.run(group -> {
            List<Task<?>> workers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                workers.add(group.createTask(() -> worker(queue, done)));
            }
            for (String job : List.of("chai", "mint", "oolong")) {
                queue.put(job);
            }
            queue.join();
            workers.forEach(Task::cancel);
        });
        return done;
    }

    public static void main(String[] args) {
        List<String> done = Async.run(() -> main());
        System.out.println(done);
    }
    // end::workers[]
}
