package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void ofASuccessIsItsValue() {
        Async.run(() -> {
            Task<String> task = createTask(() -> "tea");
            task.await();
            assertThat(task.outcome()).isEqualTo(new Outcome.Success<>("tea"));
            assertThat(task.outcome().get()).isEqualTo("tea");
        });
    }

    @Test
    void ofABodyWithoutValueIsNull() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> {});
            task.await();
            assertThat(task.outcome()).isEqualTo(new Outcome.Success<Void>(null));
        });
    }

    @Test
    void ofAFailureHoldsTheVeryObject() {
        IOException checked = new IOException("gone");
        Async.run(() -> {
            Task<String> task = createTask(() -> {
                throw checked;
            });
            Async.wait(List.of(task));
            assertThat(task.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.exception()).isSameAs(checked));
            assertThatThrownBy(() -> task.outcome().get())
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(checked);
        });
    }

    @Test
    void ofACancellationHoldsWhatTheBodyEndedWith() {
        CancellationException own = new CancellationException("own");
        Async.run(() -> {
            Task<String> task = createTask(() -> {
                throw own;
            });
            Async.wait(List.of(task));
            assertThat(task.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Cancelled.class,
                            cancelled -> assertThat(cancelled.exception()).isSameAs(own));
            assertThatThrownBy(() -> task.outcome().get()).isSameAs(own);
        });
    }

    @Test
    void isDecidedOnce() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> forever());
            task.cancel();
            Async.wait(List.of(task));
            Outcome<Void> outcome = task.outcome();
            task.cancel();
            assertThat(task.outcome()).isSameAs(outcome);
        });
    }
}
