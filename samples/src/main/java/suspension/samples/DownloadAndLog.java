package suspension.samples;

import static java.time.Duration.ofSeconds;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import suspension.Async;
import suspension.Coroutine;
import suspension.Task;

/**
 * The idea: tasks run from their creation on, and awaiting only asks for the value; coroutines run when awaited.
 *
 * <p>Watch: whoever is awaited first decides when main goes on. And with coroutines, the log is not even begun before
 * the download is over: 3 s instead of 2.
 */
public final class DownloadAndLog {

    public static void main(String[] args) {
        System.out.println("Tasks, the log awaited first:");
        Async.run(() -> logFirst());
        System.out.println("Tasks, the download awaited first:");
        Async.run(() -> downloadFirst());
        System.out.println("Coroutines, one after another:");
        Async.run(() -> oneAfterAnother());
    }

    // tag::tasks[]
    private static void logFirst() {
        Stopwatch watch = Stopwatch.start();
        Task<String> download = createTask(() -> download());
        Task<String> log = createTask(() -> log());
        mainHas(log.await(), watch);
        System.out.println("  main runs ordinary code meanwhile");
        mainHas(download.await(), watch);
    }
    // end::tasks[]

    private static void downloadFirst() {
        Stopwatch watch = Stopwatch.start();
        Task<String> download = createTask(() -> download());
        Task<String> log = createTask(() -> log());
        mainHas(download.await(), watch);
        mainHas(log.await(), watch);
    }

    // tag::coroutines[]
    private static void oneAfterAnother() {
        Stopwatch watch = Stopwatch.start();
        Coroutine<String> download = Coroutine.of(() -> download());
        Coroutine<String> log = Coroutine.of(() -> log());
        mainHas(download.await(), watch);
        mainHas(log.await(), watch);
    }
    // end::coroutines[]

    // tag::download[]
    private static String download() {
        System.out.println("  download started");
        sleep(ofSeconds(2));
        System.out.println("  download finished");
        return "the file";
    }
    // end::download[]

    private static String log() {
        System.out.println("  log started");
        sleep(ofSeconds(1));
        System.out.println("  log finished");
        return "the log entry";
    }

    private static void mainHas(String what, Stopwatch watch) {
        System.out.println("  main has " + what + " after " + watch.wholeSeconds() + " s");
    }
}
