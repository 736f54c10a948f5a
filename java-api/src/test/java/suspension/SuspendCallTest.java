package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.TestBodies.settle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import org.junit.jupiter.api.Test;

/** Suspend functions written in Java, by the letter of Kotlin's convention. */
class SuspendCallTest {

    private static final Object SUSPENDED = IntrinsicsKt.getCOROUTINE_SUSPENDED();

    private final Events events = new Events();

    @Test
    void aValueReturnedAtOnce() {
        Async.run(() -> {
            assertThat(Async.<String>await(continuation -> "at once")).isEqualTo("at once");
            assertThat(createTask(continuation -> "at once").await()).isEqualTo("at once");
        });
    }

    @Test
    void aContinuationResumedBeforeTheFunctionReturns() {
        SuspendCall<String> call = continuation -> {
            continuation.resumeWith("in place");
            return SUSPENDED;
        };
        Async.run(() -> {
            assertThat(Async.await(call)).isEqualTo("in place");
            assertThat(createTask(call).await()).isEqualTo("in place");
        });
    }

    @Test
    void aContinuationResumedByAnotherThread() {
        SuspendCall<String> call = continuation -> {
            new Thread(() -> continuation.resumeWith("from afar"), "afar").start();
            return SUSPENDED;
        };
        Async.run(() -> {
            for (int i = 0; i < 100; i++) {
                assertThat(Async.await(call)).isEqualTo("from afar");
                assertThat(createTask(call).await()).isEqualTo("from afar");
            }
        });
    }

    @Test
    void aContinuationResumedByACallbackOfTheLoop() {
        Async.run(() -> {
            EventLoop loop = EventLoop.current();
            String value = Async.await(continuation -> {
                loop.execute(() -> continuation.resumeWith("later"));
                return SUSPENDED;
            });
            assertThat(value).isEqualTo("later");
        });
    }

    @Test
    void aContinuationResumedWithAnException() {
        IllegalStateException failure = new IllegalStateException("bad");
        SuspendCall<String> call = continuation -> {
            resumeWithException(continuation, failure);
            return SUSPENDED;
        };
        Async.run(() -> {
            assertThatThrownBy(() -> Async.await(call)).isSameAs(failure);
            assertThatThrownBy(() -> createTask(call).await()).isSameAs(failure);
        });
    }

    @SuppressWarnings("unchecked")
    private static void resumeWithException(Continuation<?> continuation, Throwable failure) {
        ((Continuation<Object>) continuation).resumeWith(ResultKt.createFailure(failure));
    }

    @Test
    void aSecondResumeIsRefusedAndChangesNothing() {
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        SuspendCall<String> call = continuation -> {
            continuation.resumeWith("first");
            refusal.complete(catchThrowable(() -> continuation.resumeWith("second")));
            return SUSPENDED;
        };
        Async.run(() -> assertThat(Async.await(call)).isEqualTo("first"));
        assertThat(refusal.join())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has been resumed before");
    }

    @Test
    void aSecondResumeOfATaskIsRefusedAndChangesNothing() {
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        CompletableFuture<Continuation<? super String>> handed = new CompletableFuture<>();
        Async.run(() -> {
            Task<String> task = createTask(continuation -> {
                handed.complete(continuation);
                return SUSPENDED;
            });
            settle();
            handed.join().resumeWith("first");
            refusal.complete(catchThrowable(() -> handed.join().resumeWith("second")));
            assertThat(task.await()).isEqualTo("first");
        });
        assertThat(refusal.join()).isInstanceOf(RuntimeException.class); // Kotlin's own, for it is its continuation
    }

    @Test
    void unitIsNull() {
        Async.run(() -> {
            assertThat(Async.<Object>await(continuation -> Unit.INSTANCE)).isNull();
            assertThat(createTask(continuation -> Unit.INSTANCE).await()).isNull();
            Object resumed = Async.await(continuation -> {
                SuspendCalls.unit(continuation).resumeWith(Unit.INSTANCE);
                return SUSPENDED;
            });
            assertThat(resumed).isNull();
        });
    }

    @Test
    void whatItThrowsIsTheSameObject() {
        IOException checked = new IOException("gone");
        IllegalStateException unchecked = new IllegalStateException("bad");
        Async.run(() -> {
            assertThatThrownBy(() -> Async.await(continuation -> {
                        throw checked;
                    }))
                    .isExactlyInstanceOf(CompletionException.class)
                    .cause()
                    .isSameAs(checked);
            assertThatThrownBy(() -> Async.await(IOException.class, continuation -> {
                        throw checked;
                    }))
                    .isSameAs(checked);
            assertThatThrownBy(() -> Async.await(continuation -> {
                        throw unchecked;
                    }))
                    .isSameAs(unchecked);
        });
    }

    @Test
    void itRunsAsKotlinCodeAndCannotSuspendByItself() {
        Async.run(() -> {
            Throwable refusal = Async.await(continuation -> catchThrowable(Async::yieldNow));
            assertThat(refusal).isExactlyInstanceOf(IllegalStateException.class).hasMessageContaining("as Kotlin code");
            Async.yieldNow();
            events.add("the body can again");
        });
        assertThat(events.all()).containsExactly("the body can again");
    }

    @Test
    void aRequestThatTheFunctionTakesNoNoticeOfIsMetAtTheNextWait() {
        List<String> log = new ArrayList<>();
        Async.run(() -> {
            List<Continuation<? super String>> suspended = new ArrayList<>();
            Task<Void> task = createTask(() -> {
                log.add(Async.<String>await(c -> {
                    suspended.add(c);
                    return IntrinsicsKt.getCOROUTINE_SUSPENDED();
                }));
                Async.yieldNow();
                log.add("went on");
            });
            Async.yieldNow();
            task.cancel();
            Async.yieldNow();
            suspended.get(0).resumeWith("the value counts");
            Async.wait(List.of(task));
            assertThat(task.isCancelled()).isTrue();
        });
        assertThat(log).containsExactly("the value counts");
    }

    @Test
    void aBodyThatDoesNotWaitAgainEndsWithItsValue() {
        Async.run(() -> {
            List<Continuation<? super String>> suspended = new ArrayList<>();
            Task<String> task = createTask(() -> Async.<String>await(c -> {
                suspended.add(c);
                return IntrinsicsKt.getCOROUTINE_SUSPENDED();
            }));
            Async.yieldNow();
            task.cancel();
            suspended.get(0).resumeWith("the value counts");
            assertThat(task.await()).isEqualTo("the value counts");
        });
    }
}
