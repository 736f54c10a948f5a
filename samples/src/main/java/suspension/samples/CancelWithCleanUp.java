package suspension.samples;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.util.List;
import java.util.concurrent.CancellationException;
import suspension.Async;
import suspension.Task;

/**
 * The idea: a cancellation is one exception, thrown where the task waits. The task may clean up, and may wait meanwhile.
 *
 * <p>Watch: {@code cancel} only asks. The task ends half a second later, when it has told the server.
 */
public final class CancelWithCleanUp {

    // tag::sample[]
    public static void main(String[] args) {
        Async.run(() -> {
            Task<Void> upload = createTask("upload", () -> upload());
            sleep(ofSeconds(1));
            upload.cancel();
            System.out.println("Asked: " + upload);
            Async.wait(List.of(upload));
            System.out.println("Ended: " + upload);
        });
    }

    private static void upload() {
        System.out.println("Uploading");
        try {
            sleep(ofSeconds(10)); // the request to cancel ends this wait
            System.out.println("Uploaded");
        } catch (CancellationException e) {
            System.out.println("Telling the server");
            sleep(ofMillis(500)); // waits in clean-up are waits like others
            throw e;
        } finally {
            System.out.println("Closing the file");
        }
    }
    // end::sample[]
}
