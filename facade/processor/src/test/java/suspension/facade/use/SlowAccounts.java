package suspension.facade.use;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static suspension.Async.gather;
import static suspension.Async.sleep;

import bank.Cents;
import bank.Owner;
import facades.JavaAccounts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import kotlinx.coroutines.DelayKt;
import org.jspecify.annotations.Nullable;
import suspension.Async;
import suspension.Awaitable;
import suspension.Outcome;

/** A Java class behind Kotlin's interface, which takes its time. */
public final class SlowAccounts implements JavaAccounts {

    /** What has happened. No lock: one thing happens at a time. */
    public final List<String> log = new ArrayList<>();

    @Override
    public Cents balance(Owner owner) {
        sleep(ofSeconds(1));
        return JavaAccounts.cents(owner.getName().length());
    }

    @Override
    public Owner ownerOf(long id) {
        if (id > 0) {
            sleep(ofSeconds(id));
        }
        log.add("owner " + id);
        return JavaAccounts.owner("owner " + id);
    }

    @Override
    public @Nullable Owner ownerOrNull(long id) {
        sleep(ofMillis(1));
        return id == 0 ? null : JavaAccounts.owner("owner " + id);
    }

    @Override
    public @Nullable Cents centsOrNull(long id) {
        sleep(ofMillis(1));
        return id == 0 ? null : JavaAccounts.cents(id);
    }

    @Override
    public @Nullable String noteOrNull(long id) {
        sleep(ofMillis(1));
        return id == 0 ? null : "note " + id;
    }

    @Override
    public void pay(Owner from, Owner to, Cents cents) {
        log.add(from.getName() + " pays");
        Async.<Object>await(c -> DelayKt.delay(10, c)); // a suspend function, called by hand
        log.add(to.getName() + " has " + cents.getAmount());
    }

    @Override
    public Outcome<Cents> tryBalance(Owner owner) {
        sleep(ofMillis(1));
        return owner.getName().isEmpty()
                ? new Outcome.Failure<>(new IOException("nobody"))
                : new Outcome.Success<>(JavaAccounts.cents(5));
    }

    @Override
    public Outcome<@Nullable String> tryNote(long id) {
        if (id == 2) {
            sleep(ofMillis(1));
            return new Outcome.Cancelled<>(new CancellationException("cancelled"));
        }
        return new Outcome.Success<>(null);
    }

    @Override
    public Outcome<@Nullable Void> tryPay(Cents cents) {
        sleep(ofMillis(1));
        return cents.getAmount() < 0
                ? new Outcome.Failure<>(new IllegalArgumentException("less than nothing"))
                : new Outcome.Success<>(null);
    }

    @Override
    public String statement(String path) throws IOException {
        sleep(ofMillis(1));
        throw new IOException(path);
    }

    @Override
    public Duration pause(Duration time) {
        gather(() -> sleep(time), () -> sleep(time.dividedBy(2)));
        return time;
    }

    @Override
    public <T extends @Nullable Object> T locked(Awaitable<T, ?> block) {
        log.add("locked");
        try {
            return block.await();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException(e);
        } finally {
            log.add("unlocked");
        }
    }
}
