package suspension;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    private final Events events = new Events();

    @Test
    void manyRunsShareOneLoopAndTasksLeftByOneGoOn() {
        try (EventLoop loop = EventLoop.start()) {
            CompletableFuture<String> gate = new CompletableFuture<>();
            Task<String> left = loop.run(() -> createTask(() -> Async.<String>await(gate)));
            assertThat(left.isDone()).isFalse();
            String value = loop.run(() -> {
                gate.complete("resumed");
                return left.await();
            });
            assertThat(value).isEqualTo("resumed");
        }
    }

    @Test
    void runsBodiesActionsAndSuspendFunctions() {
        try (EventLoop loop = EventLoop.start("shop")) {
            assertThat(loop.name()).isEqualTo("shop");
            String value = loop.run(() -> "body");
            loop.run(() -> events.add("action"));
            String other = loop.run(continuation -> "function");
            assertThat(List.of(value, other)).containsExactly("body", "function");
            assertThat(loop.createTask("named", () -> "x").name()).isEqualTo("named");
            assertThat(loop.createTask("act", () -> {}).join()).isNull();
            assertThat(loop.createTask("call", continuation -> 5).join()).isEqualTo(5);
        }
        assertThat(events.all()).containsExactly("action");
    }

    @Test
    void currentIsTheLoopOfABodyAndOfACallback() {
        try (EventLoop loop = EventLoop.start()) {
            EventLoop inBody = loop.run(() -> EventLoop.current());
            assertThat(inBody).isSameAs(loop);
            CompletableFuture<EventLoop> inCallback = new CompletableFuture<>();
            loop.execute(() -> inCallback.complete(EventLoop.current()));
            assertThat(inCallback.join()).isSameAs(loop);
        }
        assertThatThrownBy(EventLoop::current)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("EventLoop.current()")
                .hasMessageContaining("Async.run(");
    }

    /** No logger can print it. */
    private static final class Unprintable extends RuntimeException {

        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new AssertionError("not to be printed");
        }
    }

    @Test
    void anErrorThatCannotBeLoggedLeavesTheLoopAlive() {
        EventLoop loop = EventLoop.start();
        loop.execute(() -> {
            throw new Unprintable();
        });
        CompletableFuture<String> next = new CompletableFuture<>();
        loop.execute(() -> next.complete("alive"));
        assertThat(next.orTimeout(20, SECONDS).join()).isEqualTo("alive");
        loop.createTask(() -> {
            throw new Unprintable();
        });
        assertThat(loop.close(ofSeconds(20))).isTrue();
    }

    @Test
    void aNullCallbackIsRefusedAtOnce() {
        ContextVar.named("used").set("so that callbacks capture variables");
        try (EventLoop loop = EventLoop.start()) {
            assertThatThrownBy(() -> loop.execute(null)).isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> loop.callLater(ofMillis(1), null)).isExactlyInstanceOf(NullPointerException.class);
        }
    }

    @Test
    void runOnALoopThreadIsRefused() {
        try (EventLoop loop = EventLoop.start();
                EventLoop other = EventLoop.start()) {
            loop.run(() -> {
                assertThatThrownBy(() -> loop.run(() -> events.add("nested")))
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("createTask");
                assertThatThrownBy(() -> other.run(() -> events.add("nested")))
                        .isExactlyInstanceOf(IllegalStateException.class);
            });
        }
        assertThat(events.all()).isEmpty();
    }

    @Test
    void tasksAreThoseThatAreNotDone() {
        try (EventLoop loop = EventLoop.start()) {
            Task<Void> task = loop.createTask(() -> forever());
            assertThat(loop.tasks()).containsExactly(task);
            assertThat(loop.toString()).contains(loop.name()).contains("1 pending");
        }
    }

    @Test
    void interruptingRunCancelsItsBodyAndLeavesTheLoopRunning() {
        Thread caller = Thread.currentThread();
        try (EventLoop loop = EventLoop.start()) {
            assertThatThrownBy(() -> loop.run(() -> {
                        caller.interrupt();
                        forever(events, "body");
                    }))
                    .isInstanceOf(java.util.concurrent.CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(loop.createTask(() -> "alive").join()).isEqualTo("alive");
        }
        assertThat(events.all()).containsExactly("body cancelled");
    }

    // Callbacks

    @Test
    void callbacksRunInOrderOneAtATime() {
        try (EventLoop loop = EventLoop.start()) {
            loop.run(() -> {
                for (int i = 0; i < 3; i++) {
                    String name = "callback " + i;
                    loop.execute(() -> {
                        events.add(name);
                        loop.execute(() -> events.add(name + " again"));
                    });
                }
                events.add("body");
                settle();
            });
        }
        assertThat(events.all())
                .containsExactly(
                        "body",
                        "callback 0",
                        "callback 1",
                        "callback 2",
                        "callback 0 again",
                        "callback 1 again",
                        "callback 2 again");
    }

    @Test
    void anErrorInACallbackIsReportedAndTheLoopGoesOn() {
        List<LoopError> errors = new CopyOnWriteArrayList<>();
        IllegalStateException failure = new IllegalStateException("callback failed");
        EventLoop loop = EventLoop.builder().exceptionHandler(errors::add).build();
        loop.execute(() -> {
            throw failure;
        });
        assertThat(loop.createTask(() -> "alive").join()).isEqualTo("alive");
        loop.close();
        assertThat(errors).singleElement().satisfies(error -> {
            assertThat(error.exception()).isSameAs(failure);
            assertThat(error.loop()).isSameAs(loop);
            assertThat(error.taskName()).isNull();
            assertThat(error.message()).contains(loop.name());
        });
    }

    @Test
    void anExceptionHandlerThatThrowsFallsBackToTheLogWithBothErrors() {
        try (LogRecords log = new LogRecords()) {
            try (EventLoop loop = EventLoop.builder()
                    .exceptionHandler(error -> {
                        throw new IllegalArgumentException("handler failed");
                    })
                    .build()) {
                loop.execute(() -> {
                    throw new IllegalStateException("callback failed");
                });
                assertThat(loop.createTask(() -> "alive").join()).isEqualTo("alive");
            }
            assertThat(log.all())
                    .extracting(record -> record.getThrown().getMessage())
                    .containsExactly("callback failed", "handler failed");
        }
    }

    @Test
    void afterCloseEverythingIsRefusedAndTheCallerKnows() {
        EventLoop loop = EventLoop.start("gone");
        loop.close();
        assertThatThrownBy(() -> loop.createTask(() -> events.add("ran")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'gone' is closed")
                .hasMessageContaining("EventLoop.start()");
        assertThatThrownBy(() -> loop.createTask(continuation -> "ran"))
                .isExactlyInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> loop.run(() -> events.add("ran"))).isExactlyInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> loop.execute(() -> events.add("ran")))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("gone");
        assertThatThrownBy(() -> loop.callLater(ofMillis(1), () -> events.add("ran")))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("gone");
        assertThat(loop.tasks()).isEmpty();
        assertThat(events.all()).isEmpty();
    }

    @Test
    void nullsAreRefused() {
        try (EventLoop loop = EventLoop.start()) {
            assertThatThrownBy(() -> loop.createTask((Awaitable<String, RuntimeException>) null))
                    .isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> loop.createTask((Action<RuntimeException>) null))
                    .isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> loop.createTask((SuspendCall<String>) null))
                    .isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> loop.createTask(null, () -> "x")).isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> loop.execute(null)).isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> loop.callLater(ofDays(1), null)).isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> EventLoop.start(null)).isExactlyInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> EventLoop.builder().slowSlice(java.time.Duration.ZERO))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("positive");
            assertThat(loop.tasks()).isEmpty();
        }
    }
}
