package suspension.remote;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * How the failures of one engine are read, and how long and how often it is asked.
 *
 * @param verdicts says what a failure of the engine's client means; never gives null, and gets no
 *     {@code CompletionException}
 * @param retries how often an engine that cannot be reached is asked again for the work; zero or more. It is asked to
 *     cancel for as long as the patience lasts
 * @param pause how long to wait before it is asked again the first time; twice as long each further time, up to 5 s
 * @param patience how long the engine may take, once the caller has been cancelled, to say what became of the work
 */
public record RemoteRules(Function<Throwable, Verdict> verdicts, int retries, Duration pause, Duration patience) {

    /**
     * For an engine of which nothing is known. An {@code IOException} or a {@code TimeoutException} means that the engine
     * cannot be reached, and anything else that the outcome is not known; also a {@code CancellationException}, for a
     * client gives one when it is closed. It is asked again 5 times within about 3 s, and has a minute to cancel.
     */
    public static final RemoteRules DEFAULT =
            new RemoteRules(RemoteRules::read, 5, Duration.ofMillis(100), Duration.ofMinutes(1));

    /**
     * Checks the settings.
     *
     * @param verdicts says what a failure means
     * @param retries zero or more
     * @param pause zero or more
     * @param patience zero or more
     * @throws IllegalArgumentException if one is negative
     */
    public RemoteRules {
        Objects.requireNonNull(verdicts, "verdicts");
        if (retries < 0 || pause.isNegative() || patience.isNegative()) {
            throw new IllegalArgumentException("Neither retries (" + retries + ") nor pause (" + pause
                    + ") nor patience (" + patience + ") can be negative; zero stands for none");
        }
    }

    private static Verdict read(Throwable failure) {
        return failure instanceof IOException || failure instanceof TimeoutException
                ? Verdict.UNREACHABLE
                : Verdict.NOT_KNOWN;
    }

    /**
     * Returns rules that read failures in another way.
     *
     * @param verdicts says what a failure means
     * @return the new rules
     */
    public RemoteRules withVerdicts(Function<Throwable, Verdict> verdicts) {
        return new RemoteRules(verdicts, retries, pause, patience);
    }

    /**
     * Returns rules that ask an engine that cannot be reached more or less often.
     *
     * @param retries how often it is asked again; zero or more
     * @param pause how long to wait before the first time; twice as long each further time, up to 5 s
     * @return the new rules
     */
    public RemoteRules withRetries(int retries, Duration pause) {
        return new RemoteRules(verdicts, retries, pause, patience);
    }

    /**
     * Returns rules that wait longer or shorter for what becomes of work whose caller has been cancelled.
     *
     * @param patience how long; zero for not at all
     * @return the new rules
     */
    public RemoteRules withPatience(Duration patience) {
        return new RemoteRules(verdicts, retries, pause, patience);
    }
}
