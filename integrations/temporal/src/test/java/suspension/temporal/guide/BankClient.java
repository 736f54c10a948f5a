package suspension.temporal.guide;

import java.util.concurrent.CompletableFuture;

/** The client of a bank, which does not block. */
public interface BankClient {
    CompletableFuture<String> charge(String order);
}
