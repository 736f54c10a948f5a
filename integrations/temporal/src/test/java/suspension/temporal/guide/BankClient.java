package suspension.temporal.guide;

import java.util.concurrent.CompletableFuture;

/** The client of a bank, which does not block. Cancelling a charge that has not been answered withdraws it. */
public interface BankClient {
    CompletableFuture<String> charge(String order);
}
