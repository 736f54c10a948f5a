package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.foreverWithCleanUp;
import static suspension.TestBodies.settle;
import static suspension.TestBodies.untilWaiting;
import static suspension.TestBodies.untilWaitingFor;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

@InEveryPlace
class TaskGroupTest {

    @Parameter
    private Place place;

    private final Events events = new Events();
    private final IllegalStateException failure = new IllegalStateException("child failed");

    private void fail() {
        throw failure;
    }

    private void failOnceWaiting(Task<?> task) {
        untilWaiting(task);
        throw failure;
    }

    /** The group that a group of tasks ended with. */
    private static ExceptionGroup failureOf(TaskGroup.VoidBody body) {
        return catchThrowableOfType(ExceptionGroup.class, () -> TaskGroup.run(body));
    }

    @Test
    void waitsForAllAndGivesTheValueOfTheBody() {
        place.run(() -> {
            String both = TaskGroup.run(group -> {
                Task<String> user = group.createTask(() -> "user");
                Task<String> cart = group.createTask("cart", continuation -> "cart");
                group.createTask(() -> {
                    settle();
                    events.add("slow");
                });
                return user.await() + cart.await();
            });
            events.add(both);
        });
        assertThat(events.all()).containsExactly("slow", "usercart");
    }

    @Test
    void ofNothingEndsAtOnce() {
        place.run(() -> TaskGroup.run(group -> {}));
    }

    @Test
    void theFirstFailureCancelsTheOthersAndTheBody() {
        Gate bodyLeft = new Gate();
        place.run(() -> {
            ExceptionGroup thrown = failureOf(group -> {
                Task<Void> sibling = group.createTask(() -> foreverWithCleanUp(events, "sibling", bodyLeft));
                group.createTask(() -> failOnceWaiting(sibling));
                try {
                    forever(events, "body");
                } finally {
                    bodyLeft.open();
                }
            });
            assertThat(thrown.exceptions()).containsExactly(failure);
            assertThat(thrown).cause().isSameAs(failure);
            assertThat(Async.currentTask().cancelling()).isZero();
            settle();
        });
        assertThat(events.all()).containsExactly("body cancelled", "sibling cleaned up");
    }

    @Test
    void aFailureWhileItWaitsForItsTasksCancelsTheOthers() {
        place.run(() -> {
            ExceptionGroup thrown = failureOf(group -> {
                Task<Void> sibling = group.createTask(() -> forever(events, "sibling"));
                group.createTask(() -> failOnceWaiting(sibling));
            });
            assertThat(thrown.exceptions()).containsExactly(failure);
            assertThat(Async.currentTask().cancelling()).isZero();
            settle();
        });
        assertThat(events.all()).containsExactly("sibling cancelled");
    }

    @Test
    void aBodyThatSwallowsTheInterruptionGoesOnAndTheGroupFailsAllTheSame() {
        place.run(() -> {
            ExceptionGroup thrown = failureOf(group -> {
                group.createTask(this::fail);
                try {
                    forever();
                } catch (CancellationException e) {
                    settle();
                    events.add("body went on");
                }
            });
            assertThat(thrown.exceptions()).containsExactly(failure);
            assertThat(Async.currentTask().cancelling()).isZero();
        });
        assertThat(events.all()).containsExactly("body went on");
    }

    @Test
    void aFailingBodyCancelsItsTasksAndIsGroupedAlone() {
        IOException own = new IOException("body failed");
        place.run(() -> {
            ExceptionGroup thrown = failureOf(group -> {
                Task<Void> task = group.createTask(() -> foreverWithCleanUp(events, "task"));
                untilWaiting(task);
                throw own;
            });
            assertThat(thrown.exceptions()).containsExactly(own);
            assertThat(thrown.getSuppressed()).isEmpty();
            assertThat(thrown)
                    .hasMessageContaining("java.io.IOException: body failed")
                    .cause()
                    .isSameAs(own);
            assertThat(Async.currentTask().cancelling()).isZero();
        });
        assertThat(events.all()).containsExactly("task cleaned up");
    }

    @Test
    void failuresAreInTheOrderOfFinishingAndTheBodysIsLast() {
        place.run(() -> {
            Task<?> parent = Async.currentTask();
            ExceptionGroup thrown = failureOf(group -> {
                Task<Void> first = group.createTask(() -> failCleaningUp("first created"));
                group.createTask(() -> {
                    untilWaiting(first, parent);
                    throw new IllegalStateException("first to fail");
                });
                failCleaningUp("body");
            });
            assertThat(thrown.exceptions())
                    .extracting(Throwable::getMessage)
                    .containsExactly("first to fail", "first created", "body");
            assertThat(thrown).cause().isSameAs(thrown.exceptions().get(0));
            assertThat(thrown.getMessage())
                    .containsSubsequence("A task group failed (3", "first to fail", "first created", "body");
        });
    }

    private static void failCleaningUp(String message) {
        try {
            forever();
        } catch (CancellationException e) {
            throw new IllegalArgumentException(message, e);
        }
    }

    @Test
    void aTaskCancelledAloneIsNobodysFailure() {
        place.run(() -> {
            TaskGroup.run(group -> {
                Task<Void> cancelled = group.createTask(() -> forever());
                group.createTask(() -> {
                    throw new CancellationException("its own");
                });
                group.createTask(() -> {
                    settle();
                    events.add("sibling");
                });
                untilWaiting(cancelled);
                cancelled.cancel();
                settle();
                events.add("body");
            });
            events.add("ended");
        });
        assertThat(events.all()).contains("sibling", "body").endsWith("ended");
    }

    // Cancelled from outside

    @Test
    void cancelledFromOutsideItCancelsItsTasksAndThrowsTheCancellation() {
        place.run(() -> {
            Task<Void> parent = createTask(() -> TaskGroup.run(group -> {
                Task<Void> task = group.createTask(() -> foreverWithCleanUp(events, "task"));
                untilWaiting(task);
                forever(events, "body");
            }));
            untilWaiting(parent);
            parent.cancel("enough");
            assertThatThrownBy(parent::await)
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("enough");
            assertThat(parent.cancelling()).isEqualTo(1);
        });
        assertThat(events.all()).containsExactly("body cancelled", "task cleaned up");
    }

    @Test
    void repeatedCancelsDoNotCutTheWaitShort() {
        place.run(() -> {
            Gate cleanUp = new Gate();
            Task<Void> parent = createTask(() -> TaskGroup.run(group -> {
                Task<Void> task = group.createTask(() -> foreverWithCleanUp(events, "task", cleanUp));
                untilWaiting(task);
            }));
            for (int i = 0; i < 3; i++) {
                untilWaitingFor("the tasks of its group", parent);
                parent.cancel();
            }
            settle();
            assertThat(parent.isDone()).isFalse();
            cleanUp.open();
            Async.wait(List.of(parent));
            events.add("parent ended");
            assertThat(parent.isCancelled()).isTrue();
            assertThat(parent.cancelling()).isEqualTo(3);
        });
        assertThat(events.all()).containsExactly("task cleaned up", "parent ended");
    }

    @Test
    void failuresGoFirstAndTheCancellationIsThrownAtTheNextSuspension() {
        place.run(() -> {
            Task<Void> parent = createTask(() -> {
                ExceptionGroup thrown = failureOf(group -> {
                    Task<Void> task = group.createTask(() -> failCleaningUp("clean-up failed"));
                    untilWaiting(task);
                });
                assertThat(thrown.exceptions()).hasSize(1);
                assertThat(Async.currentTask().cancelling()).isEqualTo(1);
                events.add("group failed");
                forever(events, "next suspension");
            });
            untilWaiting(parent);
            parent.cancel();
            Async.wait(List.of(parent));
            assertThat(parent.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("group failed", "next suspension cancelled");
    }

    @Test
    void aCancellationThatTheBodyThrowsByItselfIsThrown() {
        CancellationException own = new CancellationException("own");
        place.run(() -> {
            assertThatThrownBy(() -> TaskGroup.run((TaskGroup group) -> {
                        Task<Void> task = group.createTask(() -> forever(events, "task"));
                        untilWaiting(task);
                        throw own;
                    }))
                    .isSameAs(own);
            assertThat(Async.currentTask().cancelling()).isZero();
        });
        assertThat(events.all()).containsExactly("task cancelled");
    }

    // Nesting

    @Test
    void theFailureOfAnInnerGroupIsAMemberOfTheOuter() {
        place.run(() -> {
            ExceptionGroup thrown = failureOf(outer -> TaskGroup.run(inner -> {
                inner.createTask(this::fail);
            }));
            assertThat(thrown.exceptions())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            ExceptionGroup.class,
                            inner -> assertThat(inner.exceptions()).containsExactly(failure));
        });
    }

    @Test
    void anOuterFailureEndsTheInnerGroupByCancellation() {
        place.run(() -> {
            Gate innerWaits = new Gate();
            ExceptionGroup thrown = failureOf(outer -> {
                outer.createTask(() -> {
                    innerWaits.await();
                    fail();
                });
                Throwable inner = catchThrowable(() -> TaskGroup.run(group -> {
                    Task<Void> task = group.createTask(() -> forever(events, "inner task"));
                    untilWaiting(task);
                    innerWaits.open();
                }));
                events.add(inner.getClass().getSimpleName());
                throw (RuntimeException) inner;
            });
            assertThat(thrown.exceptions()).containsExactly(failure);
            assertThat(Async.currentTask().cancelling()).isZero();
        });
        assertThat(events.all()).containsExactly("inner task cancelled", "CancellationException");
    }

    // cancel()

    @Test
    void cancelledByItsBodyItEndsWithoutAnException() {
        place.run(() -> {
            Gate bodyLeft = new Gate();
            String value = TaskGroup.run(group -> {
                Task<Void> task = group.createTask(() -> foreverWithCleanUp(events, "task", bodyLeft));
                untilWaiting(task);
                group.cancel();
                group.cancel();
                try {
                    forever(events, "body");
                } finally {
                    bodyLeft.open();
                }
                return "never";
            });
            assertThat(value).isNull();
            assertThat(Async.currentTask().cancelling()).isZero();
            settle();
        });
        assertThat(events.all()).containsExactly("body cancelled", "task cleaned up");
    }

    @Test
    void cancelledByATaskItEndsWithoutAnException() {
        place.run(() -> {
            TaskGroup.run(group -> {
                Task<Void> sibling = group.createTask(() -> forever(events, "sibling"));
                group.createTask(() -> {
                    untilWaiting(sibling);
                    group.cancel();
                });
            });
            assertThat(Async.currentTask().cancelling()).isZero();
            settle();
        });
        assertThat(events.all()).containsExactly("sibling cancelled");
    }

    @Test
    void cancelledByItsBodyBeforeAnySuspensionLeavesNothingBehind() {
        place.run(() -> {
            String value = TaskGroup.run(group -> {
                group.cancel();
                return "the body's";
            });
            assertThat(value).isEqualTo("the body's");
            settle();
        });
    }

    @Test
    void cancelAfterItsEndHasNoEffect() {
        place.run(() -> {
            TaskGroup[] ended = new TaskGroup[1];
            TaskGroup.run(group -> {
                ended[0] = group;
            });
            ended[0].cancel();
            settle();
            assertThat(Async.currentTask().cancelling()).isZero();
        });
    }

    @Test
    void aCancelFromOutsideDuringItsOwnIsThrown() {
        place.run(() -> {
            Gate cancelled = new Gate();
            Gate cleanUp = new Gate();
            Task<Void> parent = createTask(() -> TaskGroup.run(group -> {
                Task<Void> task = group.createTask(() -> foreverWithCleanUp(events, "task", cleanUp));
                untilWaiting(task);
                group.cancel();
                cancelled.open();
            }));
            cancelled.await();
            untilWaitingFor("the tasks of its group", parent);
            parent.cancel();
            cleanUp.open();
            Async.wait(List.of(parent));
            assertThat(parent.isCancelled()).isTrue();
            assertThat(parent.cancelling()).isEqualTo(1);
        });
        assertThat(events.all()).containsExactly("task cleaned up");
    }
}
