package suspension.temporal.guide;

import io.temporal.activity.Activity;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An activity that holds no thread while it waits, by the SDK alone. */
// tag::sdk[]
final class SdkPayments implements Payments {

    private final BankClient bank;
    private final ScheduledExecutorService timer;

    SdkPayments(BankClient bank, ScheduledExecutorService timer) {
        this.bank = bank;
        this.timer = timer;
    }

    @Override
    public String charge(String order) {
        ManualActivityCompletionClient completion =
                Activity.getExecutionContext().useLocalManualCompletion();
        CompletableFuture<String> receipt = bank.charge(order);
        ScheduledFuture<?> heartbeats = timer.scheduleAtFixedRate(
                () -> {
                    try {
                        completion.recordHeartbeat(null); // blocks a thread of the timer
                    } catch (ActivityCompletionException e) {
                        receipt.cancel(true); // also if the server only could not be reached
                    }
                },
                200,
                200,
                TimeUnit.MILLISECONDS);
        receipt.whenComplete((value, failure) -> { // and this a thread of the bank's client
            heartbeats.cancel(false);
            if (failure instanceof CancellationException) {
                completion.reportCancellation(null);
            } else if (failure != null) {
                completion.fail(failure);
            } else {
                completion.complete(value);
            }
        });
        return null; // not the receipt
    }
}
// end::sdk[]
