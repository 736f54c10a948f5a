package suspension.temporal;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityCompletionFailureException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.internal.retryer.GrpcMessageTooLargeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import suspension.ContextVar;
import suspension.EventLoop;
import suspension.Outcome;
import suspension.Task;

/**
 * One run of an activity. Temporal's thread starts the task and goes; the loop's timer has a heartbeat sent from time to
 * time, until the task is done; the task's outcome is reported. Calls to Temporal block, and so they are made on threads of
 * {@link Calls}.
 */
final class ActivityRun implements RunningActivity {

    private static final Logger LOGGER = System.getLogger("suspension");

    static final ContextVar<Optional<RunningActivity>> CURRENT =
            ContextVar.withDefault("Temporal activity", Optional.empty());

    /** How often a heartbeat is sent at least. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ActivityExecutionContext context;
    private final ManualActivityCompletionClient temporal;
    private final EventLoop loop;
    private final Task<?> task;
    private final Duration pause;

    /** What the next heartbeat tells. Written by the activity's code, read by whoever sends. */
    private volatile @Nullable Object details;

    /** What Temporal has taken of the details. Written by whoever sends. */
    private volatile @Nullable Object told;

    /** What the code has returned, or null. Written before the task is done, read after it. */
    private Outcome.@Nullable Success<?> returned;

    private final Object sending = new Object();

    /** Has the next heartbeat sent; null before the first one is due. Only the loop uses it. */
    private EventLoop.@Nullable Timer timer;

    /** Whether a heartbeat is under way, or waits for a thread. */
    private final AtomicBoolean beating = new AtomicBoolean();

    /** Why Temporal wants no more of this run, or null. Written by a heartbeat, read when the task is done. */
    private volatile @Nullable Throwable givenUp;

    /** Whether Temporal knows nothing of this run any more, so that it needs no heartbeats. Written by a heartbeat. */
    private volatile boolean gone;

    private ActivityRun(EventLoop loop, ActivityCode code, @Nullable Object[] arguments) {
        this.context = Activity.getExecutionContext();
        this.loop = loop;
        Duration timeout = context.getInfo().getHeartbeatTimeout();
        Duration third = timeout.dividedBy(3);
        this.pause = timeout.isZero() || third.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : third;
        this.task = CURRENT.where(Optional.of(this), () -> code.start(loop, arguments, this::keep));
        this.temporal = context.useLocalManualCompletion();
    }

    /** Starts an activity, and returns the value that Temporal takes no notice of. */
    static @Nullable Object start(EventLoop loop, ActivityCode code, Object @Nullable [] arguments) {
        if (Activity.getExecutionContext().getInfo().isLocal()) {
            throw new IllegalStateException("A local activity ends when its method returns, so it cannot run on a loop;"
                    + " call it by Workflow.newActivityStub, or register an ordinary implementation for it");
        }
        ActivityRun run = new ActivityRun(loop, code, arguments == null ? new Object[0] : arguments);
        run.task.onDone(run::end);
        run.startToBeat();
        return code.noResult();
    }

    // Heartbeats

    private void startToBeat() {
        try {
            loop.execute(this::beatLater);
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.DEBUG, () -> describe() + " sends no heartbeats: its loop was closed as it began", e);
        }
    }

    /** Only the loop calls it, so that a loop that is blocked sends none, and one that closes goes on. */
    private void beatLater() {
        if (needsHeartbeats()) {
            timer = loop.callLater(pause, () -> {
                if (beating.compareAndSet(false, true)) { // while Temporal is slow, they do not pile up
                    Calls.HEARTBEATS.execute(this::beat);
                }
                beatLater();
            });
        }
    }

    private boolean needsHeartbeats() {
        return !task.isDone() && !gone;
    }

    private void beat() {
        try {
            if (needsHeartbeats()) {
                sendHeartbeat();
            }
        } catch (ActivityCompletionException e) {
            Throwable reason = e instanceof ActivityCompletionFailureException ? e.getCause() : e;
            if (reason instanceof ActivityCompletionException) {
                giveUp(reason);
            } else {
                LOGGER.log(Level.DEBUG, () -> describe() + " could not send a heartbeat; the next one follows", e);
            }
        } finally {
            beating.set(false);
        }
    }

    /** One at a time, so that none tells an older state after a newer one. */
    private void sendHeartbeat() {
        synchronized (sending) {
            Object sent = details;
            temporal.recordHeartbeat(sent);
            told = sent;
        }
    }

    /** Cancels the task, once. It may clean up for as long as it needs, and heartbeats go on meanwhile. */
    private void giveUp(Throwable reason) {
        gone = reason instanceof ActivityNotExistsException;
        boolean first = givenUp == null;
        if (first || reason instanceof ActivityCanceledException) { // which Temporal wants to be told of
            givenUp = reason;
        }
        if (first) {
            task.cancel("Temporal wants no more of this activity: " + reason);
        }
    }

    // The end

    @SuppressWarnings("NullAway") // an activity may return null
    private void keep(@Nullable Object value) {
        returned = new Outcome.Success<>(value);
    }

    /** Called on the loop. What the code has returned counts even if its task was asked to end meanwhile. */
    private void end(Task<?> done) {
        if (timer != null) {
            timer.cancel();
        }
        Outcome<?> ended = done.outcome();
        Outcome<?> outcome = ended instanceof Outcome.Cancelled<?> && returned != null ? returned : ended;
        Calls.OUTCOMES.execute(() -> report(outcome));
    }

    private void report(Outcome<?> outcome) {
        try {
            if (outcome instanceof Outcome.Success<?> success) {
                temporal.complete(success.value());
            } else if (outcome instanceof Outcome.Failure<?> failure) {
                fail(failure.exception());
            } else if (givenUp instanceof ActivityCanceledException) {
                temporal.reportCancellation(context.getInfo().getAttempt()); // which Steps looks at
            } else {
                fail(ApplicationFailure.newFailureWithCause(
                        givenUp == null
                                ? "The activity's task was cancelled at its worker, and not by its workflow: the loop was"
                                        + " closed, or code there has cancelled it. The activity may run again."
                                : "The activity's task was cancelled, for Temporal wants no more of this attempt.",
                        "suspension.Cancelled",
                        givenUp));
            }
        } catch (ActivityNotExistsException e) {
            LOGGER.log(
                    outcome instanceof Outcome.Success<?> ? Level.WARNING : Level.DEBUG,
                    describe()
                            + " has ended after Temporal had given it up: its time was up, or its workflow has ended,"
                            + " and it may have run again elsewhere. What it returned is dropped, unless a reply of"
                            + " Temporal's was lost; what it did stays done.");
        } catch (ActivityCompletionException e) {
            if (e.getCause() instanceof GrpcMessageTooLargeException) {
                failInstead(outcome, e.getCause());
                return;
            }
            LOGGER.log(
                    Level.WARNING,
                    describe() + " has ended, and Temporal could not be told. It runs the activity again"
                            + " once one of its timeouts is up.",
                    e);
        } catch (RuntimeException | Error e) {
            failInstead(outcome, e);
        }
    }

    /** The next attempt learns how far this one was, also what no heartbeat has told so far. */
    private void fail(Throwable failure) {
        if (details != told) {
            try {
                sendHeartbeat();
            } catch (ActivityCompletionException e) {
                LOGGER.log(Level.DEBUG, () -> describe() + " could not tell its last progress", e);
            }
        }
        temporal.fail(failure);
    }

    /**
     * The outcome cannot be sent: that is the failure. A result is not made again for it. The place among those that run has
     * been given back.
     */
    private void failInstead(Outcome<?> outcome, Throwable e) {
        ApplicationFailure failure = outcome instanceof Outcome.Failure<?> failed
                ? sendable(failed.exception(), e)
                : ApplicationFailure.newNonRetryableFailure("The outcome cannot be sent: " + e, Steps.UNSENDABLE);
        LOGGER.log(Level.WARNING, describe() + ": " + failure.getOriginalMessage(), e);
        try {
            context.getWorkflowClient()
                    .newActivityCompletionClient()
                    .completeExceptionally(context.getTaskToken(), failure);
        } catch (ActivityCompletionException again) {
            LOGGER.log(Level.WARNING, describe() + " could not tell Temporal that its outcome cannot be sent", again);
        }
    }

    /** The same failure for whoever decides on another attempt. */
    private static ApplicationFailure sendable(Throwable failure, Throwable e) {
        String name = failure.getClass().getName();
        ApplicationFailure.Builder sendable = ApplicationFailure.newBuilder()
                .setMessage("The activity has failed with " + name + ", which cannot be sent: " + e)
                .setType(name);
        if (failure instanceof ApplicationFailure told) {
            sendable.setType(told.getType())
                    .setNonRetryable(told.isNonRetryable())
                    .setNextRetryDelay(told.getNextRetryDelay());
        }
        return sendable.build();
    }

    private String describe() {
        ActivityInfo info = context.getInfo();
        return "Activity " + info.getActivityType() + " of workflow '" + info.getWorkflowId() + "' (attempt "
                + info.getAttempt() + ")";
    }

    // For the activity's code

    @Override
    public ActivityInfo info() {
        return context.getInfo();
    }

    @Override
    public void progress(@Nullable Object details) {
        context.getWorkflowClient()
                .getOptions()
                .getDataConverter()
                .toPayloads(details); // fails here, and not each heartbeat
        this.details = details;
    }

    @Override
    public <D> Optional<D> lastProgress(Class<D> type) {
        return context.getHeartbeatDetails(type);
    }

    @Override
    public String toString() {
        return describe();
    }
}
