package suspension.samples;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static suspension.Async.createTask;
import static suspension.Async.sleep;

import java.util.concurrent.CancellationException;
import suspension.Async;

/**
 * The idea: a task needs nobody to await it. {@code onDone} hears of its end without waiting for it.
 *
 * <p>Watch: the end of {@code run} cancels what is left, so that a task which must finish has to be awaited after all.
 */
public final class FireAndForget {

    public static void main(String[] args) {
        Async.run(() -> {
            createTask("mail", () -> sendMail()).onDone(task -> System.out.println(task.name() + " is done"));
            createTask("backup", () -> backUp());
            System.out.println("The order is confirmed");
            sleep(ofSeconds(1));
            System.out.println("main ends");
        });
    }

    private static void sendMail() {
        System.out.println("Sending the mail");
        sleep(ofMillis(500));
        System.out.println("The mail is sent");
    }

    private static void backUp() {
        System.out.println("Backing up");
        try {
            sleep(ofSeconds(10));
        } catch (CancellationException e) {
            System.out.println("The backup is cancelled, and cleans up");
            throw e;
        }
    }
}
