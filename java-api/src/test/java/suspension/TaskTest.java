package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.settle;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TaskTest {

    private final Events events = new Events();

    @Test
    void doesNotStartBeforeItsCreatorSuspends() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> events.add("task"));
            events.add("creator");
            assertThat(task.isDone()).isFalse();
            yieldNow();
            events.add("creator again");
            assertThat(task.isDone()).isTrue();
        });
        assertThat(events.all()).containsExactly("creator", "task", "creator again");
    }

    @Test
    void aSuspendFunctionDoesNotStartBeforeItsCreatorSuspendsEither() {
        Async.run(() -> {
            Task<String> task = createTask(continuation -> {
                events.add("function");
                return "value";
            });
            events.add("creator");
            assertThat(task.await()).isEqualTo("value");
        });
        assertThat(events.all()).containsExactly("creator", "function");
    }

    @Test
    void tasksStartInTheOrderOfTheirCreation() {
        Async.run(() -> {
            createTask(() -> events.add("body"));
            createTask(continuation -> {
                events.add("function");
                return null;
            });
            createTask(Coroutine.of(() -> events.add("coroutine")));
            settle();
        });
        assertThat(events.all()).containsExactly("body", "function", "coroutine");
    }

    @Test
    void nobodyElseRunsBetweenTwoSuspensions() {
        Async.run(() -> Async.gather(this::twoSlices, this::twoSlices, this::twoSlices));
        assertThat(events.all()).hasSize(12);
        for (int i = 0; i < 12; i += 2) {
            assertThat(events.all().subList(i, i + 2)).containsExactly("in", "out");
        }
    }

    private void twoSlices() {
        for (int i = 0; i < 2; i++) {
            events.add("in");
            Thread.onSpinWait();
            events.add("out");
            yieldNow();
        }
    }

    @Test
    void itsFailureNeverTouchesItsCreator() {
        Async.run(() -> {
            Task<Void> task = createTask(() -> {
                throw new IllegalStateException("mine");
            });
            settle();
            assertThat(task.isDone()).isTrue();
            assertThat(Async.currentTask().cancelling()).isZero();
            assertThat(task.exceptionNow()).hasMessage("mine");
        });
    }

    @Test
    void outlivesItsCreator() {
        try (EventLoop loop = EventLoop.start()) {
            CompletableFuture<String> gate = new CompletableFuture<>();
            Task<String> child = loop.run(() -> createTask(() -> Async.<String>await(gate)));
            assertThat(child.isDone()).isFalse();
            gate.complete("later");
            assertThat(child.join()).isEqualTo("later");
        }
    }

    @Test
    void needsARunningLoop() {
        assertThatThrownBy(() -> createTask(() -> events.add("ran")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("createTask()")
                .hasMessageContaining("thread '" + Thread.currentThread().getName() + "'")
                .hasMessageContaining("Async.run(");
        assertThat(events.all()).isEmpty();
    }

    @Test
    void canBeCreatedByACallback() {
        String value = Async.run(() -> {
            CompletableFuture<Task<String>> made = new CompletableFuture<>();
            EventLoop.current().execute(() -> made.complete(createTask(() -> "from a callback")));
            return Async.await(made).await();
        });
        assertThat(value).isEqualTo("from a callback");
    }

    // Names

    @Test
    void hasARisingNumberForAName() {
        Async.run(() -> {
            Task<Void> first = createTask(() -> {});
            Task<Void> second = createTask(() -> {});
            assertThat(first.name()).matches("Task-\\d+");
            assertThat(number(second)).isGreaterThan(number(first));
        });
    }

    private static long number(Task<?> task) {
        return Long.parseLong(task.name().substring("Task-".length()));
    }

    @Test
    void hasTheNameThatItWasGiven() {
        Async.run(() -> {
            assertThat(createTask("kettle", () -> "tea").name()).isEqualTo("kettle");
            assertThat(createTask("pot", () -> {}).name()).isEqualTo("pot");
            assertThat(createTask("cup", continuation -> "tea").name()).isEqualTo("cup");
            assertThat(createTask(Coroutine.of(() -> "tea").named("spoon")).name())
                    .isEqualTo("spoon");
            assertThat(createTask("fork", Coroutine.of(() -> "tea").named("spoon"))
                            .name())
                    .isEqualTo("fork");
        });
    }

    // Who is who

    @Test
    void eachSeesItselfAsTheCurrentTask() {
        Async.run(() -> {
            Task<Task<?>> first = createTask(TaskTest::selfAfterATurn);
            Task<Task<?>> second = createTask(TaskTest::selfAfterATurn);
            assertThat(first.await()).isSameAs(first);
            assertThat(second.await()).isSameAs(second);
            assertThat(Async.currentTask()).isNotIn(first, second);
        });
    }

    private static Task<?> selfAfterATurn() {
        Task<?> before = Async.currentTask();
        yieldNow();
        assertThat(Async.currentTask()).isSameAs(before);
        return before;
    }

    @Test
    void thereIsNoCurrentTaskInACallback() {
        Async.run(() -> {
            CompletableFuture<Throwable> refusal = new CompletableFuture<>();
            EventLoop.current().execute(() -> refusal.complete(catchThrowable(Async::currentTask)));
            assertThat(Async.await(refusal)).isExactlyInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void allTasksAreThoseNotDone() {
        Async.run(() -> {
            Task<Void> waiting = createTask(() -> TestBodies.forever());
            Task<Void> done = createTask(() -> {});
            yieldNow();
            assertThat(Async.allTasks()).containsExactly(Async.currentTask(), waiting);
            assertThat(done.isDone()).isTrue();
        });
    }

    @Test
    void allTasksOutsideALoopIsRefused() {
        assertThatThrownBy(Async::allTasks)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Async.run(");
    }

    // Outcomes

    @Test
    void outcomeOfAPendingTaskIsRefused() {
        Async.run(() -> {
            Task<String> task = createTask(() -> "tea");
            assertThatThrownBy(task::outcome)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(task.name())
                    .hasMessageContaining("await()");
            assertThatThrownBy(task::resultNow).isExactlyInstanceOf(IllegalStateException.class);
            assertThatThrownBy(task::exceptionNow).isExactlyInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void resultAndExceptionNowTellHowItEnded() {
        RuntimeException failure = new RuntimeException("bad");
        Async.run(() -> {
            Task<String> success = createTask(() -> "tea");
            Task<String> failed = createTask(() -> {
                throw failure;
            });
            Task<String> cancelled = createTask(() -> {
                throw new CancellationException();
            });
            Async.wait(List.of(success, failed, cancelled));
            assertThat(success.resultNow()).isEqualTo("tea");
            assertThat(failed.exceptionNow()).isSameAs(failure);
            assertThat(cancelled.isCancelled()).isTrue();
            assertThat(failed.isCancelled()).isFalse();
            for (Task<String> other : List.of(failed, cancelled)) {
                assertThatThrownBy(other::resultNow)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("outcome()");
            }
            for (Task<String> other : List.of(success, cancelled)) {
                assertThatThrownBy(other::exceptionNow)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("outcome()");
            }
        });
    }

    // Callbacks

    @Test
    void callbacksRunInTheOrderOfRegistrationAndNotInPlace() {
        Async.run(() -> {
            Task<String> task = createTask(() -> "tea");
            task.onDone(done -> events.add("first " + done.resultNow()));
            task.onDone(done -> events.add("second"));
            task.await();
            task.onDone(done -> events.add("late"));
            events.add("registered");
            settle();
        });
        assertThat(events.all()).containsExactly("first tea", "second", "registered", "late");
    }

    @Test
    void callbackThatThrowsIsReportedAndTheOthersRun() {
        Events errors = new Events();
        try (EventLoop loop = EventLoop.builder()
                .exceptionHandler(error -> errors.add(error.exception().getMessage()))
                .build()) {
            loop.run(() -> {
                Task<String> task = createTask(() -> "tea");
                task.onDone(done -> {
                    throw new IllegalStateException("callback failed");
                });
                task.onDone(done -> events.add("second"));
                task.await();
                settle();
            });
        }
        assertThat(events.all()).containsExactly("second");
        assertThat(errors.all()).containsExactly("callback failed");
    }

    @Test
    void callbackAddedByACallbackRunsToo() {
        Async.run(() -> {
            Task<String> task = createTask(() -> "tea");
            task.onDone(done -> {
                done.onDone(again -> events.add("inner"));
                events.add("outer");
            });
            task.await();
            settle();
        });
        assertThat(events.all()).containsExactly("outer", "inner");
    }
}
