package suspension.interop;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kotlin.Unit;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.YieldKt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import suspension.Async;
import suspension.Awaitable;
import suspension.Coroutine;
import suspension.Events;
import suspension.Place;
import suspension.Task;
import suspension.TaskGroup;
import suspension.TaskScope;

/** An element of which each task has its own. */
@ParameterizedClass
@EnumSource(Place.class)
class TaskElementTest {

    private static final CoroutineContext.Key<Span> KEY = new CoroutineContext.Key<>() {};

    private static final ThreadLocal<Span> CURRENT = new ThreadLocal<>();

    @Parameter
    private Place place;

    private final Events events = new Events();

    /** Remembers whose child it is, and what was written to it. */
    private class Span extends AbstractCoroutineContextElement implements TaskElement<Span> {

        private final String name;
        private volatile String baggage = "";
        private RuntimeException failure;

        Span(String name) {
            super(KEY);
            this.name = name;
        }

        @Override
        public TaskElement<Span> copyForTask() {
            if (failure != null) {
                throw failure;
            }
            events.add("copied " + this + (CURRENT.get() == this ? "" : " where it is not in force"));
            return new Span(this + ">");
        }

        @Override
        public Span updateThreadContext(CoroutineContext context) {
            Span before = CURRENT.get();
            CURRENT.set(this);
            return before;
        }

        @Override
        public void restoreThreadContext(CoroutineContext context, Span before) {
            CURRENT.set(before);
        }

        @Override
        public String toString() {
            return name + baggage;
        }
    }

    private static String seen() {
        return String.valueOf(CURRENT.get());
    }

    private static void write(String baggage) {
        CURRENT.get().baggage = baggage;
    }

    /** Runs the body with a first element in force. */
    private <T> T run(Awaitable<T, RuntimeException> body) {
        return place.run(() -> Async.withContext(new Span("a"), body));
    }

    @SuppressWarnings("unchecked")
    private static <T> Continuation<T> any(Continuation<?> continuation) {
        return (Continuation<T>) continuation;
    }

    private static Object yieldInKotlin(Continuation<?> continuation) {
        return YieldKt.yield(TaskElementTest.<Unit>any(continuation));
    }

    private static String inGroup() {
        return TaskGroup.run(group -> {
            Task<String> task = group.createTask(() -> seen());
            return task.await();
        });
    }

    @Test
    void eachTaskHasItsOwn() {
        List<String> seen = run(() -> {
            Task<String> first = Async.createTask(() -> {
                write("1");
                Async.yieldNow();
                return seen();
            });
            Task<String> second = Async.createTask(() -> {
                Async.yieldNow();
                write("2");
                Async.yieldNow();
                return seen();
            });
            return List.of(first.await(), second.await(), seen());
        });
        assertThat(seen).containsExactly("a>1", "a>2", "a");
        assertThat(events.all()).containsExactly("copied a", "copied a");
    }

    @Test
    void theCopyIsOfTheMomentAtWhichTheTaskIsStarted() {
        List<String> seen = run(() -> {
            Task<String> before = Async.createTask(() -> seen());
            write("1");
            Task<String> after = Async.createTask(() -> seen());
            write("2");
            return Async.gather(before, after);
        });
        assertThat(seen).containsExactly("a>", "a1>");
    }

    @Test
    void whateverStartsATaskMakesACopy() {
        List<String> seen = run(() -> List.of(
                Async.createTask(() -> seen()).await(),
                Async.<String>createTask(c -> seen()).await(),
                Async.createTask(Coroutine.of(() -> seen())).await(),
                Async.gather(() -> seen()).get(0),
                Async.gather(List.of(Coroutine.<String>suspending(c -> seen()))).get(0),
                inGroup()));
        assertThat(seen).hasSize(6).containsOnly("a>");
        assertThat(events.all()).hasSize(6).containsOnly("copied a");
    }

    @Test
    void aTaskInAScopeHasItsOwnToo() {
        TaskScope scope =
                TaskScope.of(CoroutineScopeKt.CoroutineScope(Dispatchers.getIO().plus(new Span("s"))));
        List<String> seen = run(() -> List.of(
                scope.createTask(() -> seen()).await(),
                scope.<String>createTask(c -> seen()).await(),
                scope.createTask(() -> Async.createTask(() -> seen()).await()).await(),
                scope.createTask(() -> TaskGroup.<String>run(group -> {
                            Task<String> ofAnyThread = Async.toThread(() -> group.createTask(() -> seen()));
                            return ofAnyThread.await();
                        }))
                        .await()));
        assertThat(seen).containsExactly("s>", "s>", "s>>", "s>");
    }

    @Test
    void aGrandchildHasACopyOfTheChilds() {
        String seen = run(() -> Async.createTask(() -> {
                    write("1");
                    return Async.createTask(() -> seen()).await();
                })
                .await());
        assertThat(seen).isEqualTo("a>1>");
        assertThat(events.all()).containsExactly("copied a", "copied a>1");
    }

    @Test
    void whatIsPartOfATaskHasTheTasksOwn() {
        CompletableFuture<String> completed = new CompletableFuture<>();
        String seen = run(() -> {
            Async.toThread(() -> {
                write("1");
                return null;
            });
            Async.await(TaskElementTest::yieldInKotlin);
            Async.<Unit>await(c -> {
                write(CURRENT.get().baggage + "2");
                return Unit.INSTANCE;
            });
            Async.withContext(Dispatchers.getDefault(), () -> write(CURRENT.get().baggage + "3"));
            Async.<Unit>await(c -> Suspend.implement(TaskElementTest.<Unit>any(c), () -> {
                write(CURRENT.get().baggage + "4");
                return Unit.INSTANCE;
            }));
            Async.waitFor(
                    () -> {
                        write(CURRENT.get().baggage + "5");
                        return null;
                    },
                    ofSeconds(20));
            completed.complete(seen());
            return seen();
        });
        assertThat(seen).isEqualTo("a12345");
        assertThat(events.all()).isEmpty();
    }

    @Test
    void aTaskOfImplementedCodeHasItsOwn() {
        String seen = run(() -> Async.<String>await(c -> Suspend.implement(
                TaskElementTest.<String>any(c),
                () -> Async.createTask(() -> seen()).await())));
        assertThat(seen).isEqualTo("a>");
    }

    @Test
    void whatKotlinLaunchesShares() {
        String seen = run(() -> {
            Async.<Unit>await(c -> CoroutineScopeKt.coroutineScope(
                    (scope, inner) -> {
                        BuildersKt.launch(scope, EmptyCoroutineContext.INSTANCE, CoroutineStart.DEFAULT, (s, k) -> {
                            write("shared");
                            return Unit.INSTANCE;
                        });
                        return Unit.INSTANCE;
                    },
                    TaskElementTest.<Unit>any(c)));
            return seen();
        });
        assertThat(seen).isEqualTo("ashared");
        assertThat(events.all()).isEmpty();
    }

    @Test
    void anElementMayLetItsTasksShareIt() {
        class Shared extends Span {
            Shared() {
                super("shared");
            }

            @Override
            public TaskElement<Span> copyForTask() {
                return this;
            }
        }
        assertThat(place.run(() -> Async.withContext(new Shared(), () -> {
                    Async.createTask(() -> write("!")).await();
                    return seen();
                })))
                .isEqualTo("shared!");
    }

    // What refuses

    @Test
    void whatItThrowsTheStarterGetsAndNothingIsStarted() {
        IllegalArgumentException failure = new IllegalArgumentException("no more spans");
        run(() -> {
            int before = Async.allTasks().size();
            CURRENT.get().failure = failure;
            assertThatThrownBy(() -> Async.createTask(() -> events.add("ran"))).isSameAs(failure);
            assertThatThrownBy(() -> Async.<Unit>createTask(c -> {
                        events.add("ran");
                        return Unit.INSTANCE;
                    }))
                    .isSameAs(failure);
            assertThatThrownBy(() -> Async.gather(() -> events.add("ran"))).isSameAs(failure);
            assertThat(Async.allTasks()).hasSize(before);
            CURRENT.get().failure = null;
            return null;
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void inAGatherTheChildrenBeforeItGoOn() {
        IllegalArgumentException failure = new IllegalArgumentException("no more spans");
        class OnlyOne extends Span {
            private boolean given;

            OnlyOne() {
                super("a");
            }

            @Override
            public TaskElement<Span> copyForTask() {
                if (given) {
                    throw failure;
                }
                given = true;
                return new Span("first");
            }
        }
        CompletableFuture<String> first = new CompletableFuture<>();
        place.run(() -> {
            Async.withContext(new OnlyOne(), () -> {
                assertThatThrownBy(() -> Async.gather(() -> first.complete(seen()), () -> events.add("ran")))
                        .isSameAs(failure);
            });
            CompletionStage<String> stage = first;
            assertThat(Async.await(stage)).isEqualTo("first");
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void aGroupWhoseChildIsRefusedGoesOn() {
        IllegalArgumentException failure = new IllegalArgumentException("no more spans");
        String seen = run(() -> TaskGroup.<String>run(group -> {
            CURRENT.get().failure = failure;
            assertThatThrownBy(() -> group.createTask(() -> events.add("ran"))).isSameAs(failure);
            CURRENT.get().failure = null;
            return group.createTask(() -> seen()).await();
        }));
        assertThat(seen).isEqualTo("a>");
        assertThat(events.all()).containsExactly("copied a");
    }

    @Test
    void aCopyThatCannotTakeItsPlaceIsRefused() {
        class Wrong extends AbstractCoroutineContextElement implements TaskElement<Unit> {
            private final TaskElement<?> copy;

            Wrong(TaskElement<?> copy) {
                super(new CoroutineContext.Key<Wrong>() {});
                this.copy = copy;
            }

            @Override
            @SuppressWarnings("unchecked")
            public TaskElement<Unit> copyForTask() {
                return (TaskElement<Unit>) copy;
            }

            @Override
            public Unit updateThreadContext(CoroutineContext context) {
                return Unit.INSTANCE;
            }

            @Override
            public void restoreThreadContext(CoroutineContext context, Unit before) {}
        }
        place.run(() -> {
            Async.withContext(
                    new Wrong(new Span("other")),
                    () -> assertThatThrownBy(() -> Async.createTask(() -> events.add("ran")))
                            .isExactlyInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("another key"));
            Async.withContext(
                    new Wrong(null),
                    () -> assertThatThrownBy(() -> Async.createTask(() -> events.add("ran")))
                            .isExactlyInstanceOf(NullPointerException.class)
                            .hasMessageContaining("copyForTask()"));
        });
        assertThat(events.all()).isEmpty();
    }

    // Another thread

    private final class Bound extends AbstractCoroutineContextElement implements TaskElement<Unit> {

        private final Thread thread;
        private final boolean mayLeave;

        Bound(boolean mayLeave) {
            super(BOUND);
            this.thread = Thread.currentThread();
            this.mayLeave = mayLeave;
        }

        @Override
        public TaskElement<Unit> copyForTask() {
            return this;
        }

        @Override
        public void leaveThread() {
            events.add("asked on " + (Thread.currentThread() == thread ? "its thread" : "another"));
            if (!mayLeave) {
                throw new IllegalStateException("bound to a thread");
            }
        }

        @Override
        public Unit updateThreadContext(CoroutineContext context) {
            return Unit.INSTANCE;
        }

        @Override
        public void restoreThreadContext(CoroutineContext context, Unit before) {}
    }

    private static final CoroutineContext.Key<Bound> BOUND = new CoroutineContext.Key<>() {};

    @Test
    void elementIsAskedBeforeAPartOfTheTaskRunsElsewhere() {
        place.run(() -> Async.withContext(new Bound(true), () -> {
            Async.toThread(() -> events.add("toThread"));
            Async.withContext(Dispatchers.getDefault(), () -> events.add("withContext"));
            Async.createTask(() -> events.add("task")).await();
            return Async.withContext(EmptyCoroutineContext.INSTANCE, () -> "here");
        }));
        assertThat(events.all())
                .containsExactly("asked on its thread", "toThread", "asked on its thread", "withContext", "task");
    }

    @Test
    void whatIsBoundToItsThreadStaysThere() {
        place.run(() -> Async.withContext(new Bound(false), () -> {
            assertThatThrownBy(() -> Async.toThread(() -> events.add("toThread")))
                    .hasMessage("bound to a thread");
            assertThatThrownBy(() -> Async.withContext(Dispatchers.getDefault(), () -> events.add("withContext")))
                    .hasMessage("bound to a thread");
            Async.sleep(java.time.Duration.ZERO);
            return "";
        }));
        assertThat(events.all()).containsExactly("asked on its thread", "asked on its thread");
    }
}
