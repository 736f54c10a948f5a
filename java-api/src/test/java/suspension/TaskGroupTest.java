package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static suspension.Async.createTask;
import static suspension.Async.yieldNow;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.foreverWithCleanUp;
import static suspension.TestBodies.settle;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class TaskGroupTest {

    private final Events events = new Events();
    private final IllegalStateException failure = new IllegalStateException("child failed");

    private void fail() {
        throw failure;
    }

    /** The group that a group of tasks ended with. */
    private static ExceptionGroup failureOf(TaskGroup.VoidBody body) {
        return catchThrowableOfType(ExceptionGroup.class, () -> TaskGroup.run(body));
    }

    @Test
    void waitsForAllAndGivesTheValueOfTheBody() {
        Async.run(() -> {
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
        Async.run(() -> TaskGroup.run(group -> {}));
    }

    @Test
    void theFirstFailureCancelsTheOthersAndTheBody() {
        Async.run(() -> {
            ExceptionGroup thrown = failureOf(group -> {
                group.createTask(() -> foreverWithCleanUp(events, "sibling"));
                group.createTask(this::fail);
                forever(events, "body");
            });
            assertThat(thrown.exceptions()).containsExactly(failure);
            assertThat(thrown).hasNoCause();
            assertThat(Async.currentTask().cancelling()).isZero();
            settle();
        });
        assertThat(events.all()).containsExactly("body cancelled", "sibling cleaned up");
    }

    @Test
    void aFailureWhileItWaitsForItsTasksCancelsTheOthers() {
        Async.run(() -> {
            ExceptionGroup thrown = failureOf(group -> {
                group.createTask(() -> forever(events, "sibling"));
                group.createTask(this::fail);
            });
            assertThat(thrown.exceptions()).containsExactly(failure);
            assertThat(Async.currentTask().cancelling()).isZero();
            settle();
        });
        assertThat(events.all()).containsExactly("sibling cancelled");
    }

    @Test
    void aBodyThatSwallowsTheInterruptionGoesOnAndTheGroupFailsAllTheSame() {
        Async.run(() -> {
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
        Async.run(() -> {
            ExceptionGroup thrown = failureOf(group -> {
                group.createTask(() -> foreverWithCleanUp(events, "task"));
                yieldNow();
                throw own;
            });
            assertThat(thrown.exceptions()).containsExactly(own);
            assertThat(thrown.getSuppressed()).containsExactly(own);
            assertThat(Async.currentTask().cancelling()).isZero();
        });
        assertThat(events.all()).containsExactly("task cleaned up");
    }

    @Test
    void failuresAreInTheOrderOfFinishingAndTheBodysIsLast() {
        Async.run(() -> {
            ExceptionGroup thrown = failureOf(group -> {
                group.createTask(() -> failCleaningUp("first created"));
                group.createTask(() -> {
                    yieldNow();
                    throw new IllegalStateException("first to fail");
                });
                failCleaningUp("body");
            });
            assertThat(thrown.exceptions())
                    .extracting(Throwable::getMessage)
                    .containsExactly("first to fail", "first created", "body");
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
        Async.run(() -> {
            TaskGroup.run(group -> {
                Task<Void> cancelled = group.createTask(() -> forever());
                group.createTask(() -> {
                    throw new CancellationException("its own");
                });
                group.createTask(() -> {
                    settle();
                    events.add("sibling");
                });
                yieldNow();
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
        Async.run(() -> {
            Task<Void> parent = createTask(() -> TaskGroup.run(group -> {
                group.createTask(() -> foreverWithCleanUp(events, "task"));
                forever(events, "body");
            }));
            settle();
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
        Async.run(() -> {
            Task<Void> parent = createTask(() -> TaskGroup.run(group -> {
                group.createTask(() -> foreverWithCleanUp(events, "task"));
            }));
            settle();
            for (int i = 0; i < 3; i++) {
                parent.cancel();
                yieldNow();
            }
            Async.wait(List.of(parent));
            events.add("parent ended");
            assertThat(parent.isCancelled()).isTrue();
            assertThat(parent.cancelling()).isEqualTo(3);
        });
        assertThat(events.all()).containsExactly("task cleaned up", "parent ended");
    }

    @Test
    void failuresGoFirstAndTheCancellationIsThrownAtTheNextSuspension() {
        Async.run(() -> {
            Task<Void> parent = createTask(() -> {
                ExceptionGroup thrown = failureOf(group -> group.createTask(() -> failCleaningUp("clean-up failed")));
                assertThat(thrown.exceptions()).hasSize(1);
                assertThat(Async.currentTask().cancelling()).isEqualTo(1);
                events.add("group failed");
                forever(events, "next suspension");
            });
            settle();
            parent.cancel();
            Async.wait(List.of(parent));
            assertThat(parent.isCancelled()).isTrue();
        });
        assertThat(events.all()).containsExactly("group failed", "next suspension cancelled");
    }

    @Test
    void aCancellationThatTheBodyThrowsByItselfIsThrown() {
        CancellationException own = new CancellationException("own");
        Async.run(() -> {
            assertThatThrownBy(() -> TaskGroup.run((TaskGroup group) -> {
                        group.createTask(() -> forever(events, "task"));
                        yieldNow();
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
        Async.run(() -> {
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
        Async.run(() -> {
            ExceptionGroup thrown = failureOf(outer -> {
                outer.createTask(this::fail);
                Throwable inner = catchThrowable(() -> TaskGroup.run(group -> {
                    group.createTask(() -> forever(events, "inner task"));
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
        Async.run(() -> {
            String value = TaskGroup.run(group -> {
                group.createTask(() -> foreverWithCleanUp(events, "task"));
                yieldNow();
                group.cancel();
                group.cancel();
                forever(events, "body");
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
        Async.run(() -> {
            TaskGroup.run(group -> {
                group.createTask(() -> forever(events, "sibling"));
                group.createTask(group::cancel);
            });
            assertThat(Async.currentTask().cancelling()).isZero();
            settle();
        });
        assertThat(events.all()).containsExactly("sibling cancelled");
    }

    @Test
    void cancelledByItsBodyBeforeAnySuspensionLeavesNothingBehind() {
        Async.run(() -> {
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
        Async.run(() -> {
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
        Async.run(() -> {
            Task<Void> parent = createTask(() -> TaskGroup.run(group -> {
                group.createTask(() -> foreverWithCleanUp(events, "task"));
                yieldNow();
                group.cancel();
            }));
            yieldNow();
            yieldNow();
            yieldNow();
            parent.cancel();
            Async.wait(List.of(parent));
            assertThat(parent.isCancelled()).isTrue();
            assertThat(parent.cancelling()).isEqualTo(1);
        });
        assertThat(events.all()).containsExactly("task cleaned up");
    }
}
