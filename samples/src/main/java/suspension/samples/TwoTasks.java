package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import java.util.ArrayList;
import java.util.List;
import suspension.Async;

/**
 * The idea: who runs when. Both tasks start at once and wait at once; each resumes when its own wait is over.
 *
 * <p>Watch: TaskB, started last, ends first. The timeline needs no lock: bodies of a loop run one at a time.
 */
public final class TwoTasks {

    private final Stopwatch watch = Stopwatch.start();
    private final List<String> timeline = new ArrayList<>();

    public static void main(String[] args) {
        new TwoTasks().show();
    }

    // tag::sample[]
    private void show() {
        Async.run(() -> {
            gather(() -> task("TaskA", 2), () -> task("TaskB", 1));
            note("main completes");
        });
        note("the loop has ended");
        System.out.println("Timeline:");
        timeline.forEach(System.out::println);
    }

    private void task(String name, int seconds) {
        note(name + " starts");
        System.out.println(name + " started");
        note(name + " waits");
        sleep(ofSeconds(seconds));
        note(name + " resumes");
        System.out.println(name + " finished after " + seconds + " seconds");
        note(name + " ends");
    }
    // end::sample[]

    private void note(String event) {
        timeline.add(watch.wholeSeconds() + " s  " + event);
    }
}
