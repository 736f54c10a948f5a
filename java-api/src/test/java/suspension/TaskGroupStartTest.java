package suspension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.TestBodies.forever;
import static suspension.TestBodies.settle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import suspension.sync.AsyncEvent;

/** Who may start tasks in a group, and when. */
@InEveryPlace
class TaskGroupStartTest {

    @Parameter
    private Place place;

    private final Events events = new Events();

    @Test
    void aTaskOfTheGroupMayStartOthersWhileTheGroupWaits() {
        place.run(() -> TaskGroup.run(group -> {
            group.createTask(() -> {
                settle();
                group.createTask(() -> events.add("late"));
            });
        }));
        assertThat(events.all()).containsExactly("late");
    }

    @Test
    void anyOtherTaskMayStartSome() {
        place.run(() -> TaskGroup.run(group -> {
            Task<Void> stranger = createTask(() -> {
                group.createTask(() -> events.add("by a stranger"));
            });
            stranger.await();
        }));
        assertThat(events.all()).containsExactly("by a stranger");
    }

    @Test
    void afterTheEndItIsRefusedAndTheCoroutineIsNotRun() {
        place.run(() -> {
            TaskGroup[] ended = new TaskGroup[1];
            TaskGroup.run(group -> {
                ended[0] = group;
            });
            Coroutine<String> refused = Coroutine.of(() -> "ran");
            assertThatThrownBy(() -> ended[0].createTask(refused))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has ended")
                    .hasMessageContaining("createTask(...)");
            assertThatThrownBy(() -> ended[0].createTask(() -> events.add("ran")))
                    .isExactlyInstanceOf(IllegalStateException.class);
            assertThat(refused).hasToString("Coroutine[started]"); // closed, so that nobody reports it as forgotten
            settle();
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void whileItIsBeingCancelledItIsRefused() {
        place.run(() -> assertThatThrownBy(() -> TaskGroup.run(group -> {
                    group.createTask(() -> {
                        throw new IllegalStateException("child failed");
                    });
                    try {
                        forever();
                    } finally {
                        assertThatThrownBy(() -> group.createTask(() -> events.add("ran")))
                                .isExactlyInstanceOf(IllegalStateException.class)
                                .hasMessageContaining("being cancelled");
                        settle();
                    }
                }))
                .isExactlyInstanceOf(ExceptionGroup.class));
        assertThat(events.all()).isEmpty();
    }

    /** As in asyncio. Between the two only the order on a loop is certain. */
    @Test
    void onceItsLastTaskIsDoneItIsRefusedAlthoughTheGroupHasNotGoneOn() {
        Async.run(() -> {
            AsyncEvent last = new AsyncEvent();
            TaskGroup[] waiting = new TaskGroup[1];
            Task<Void> parent = createTask(() -> TaskGroup.run(group -> {
                waiting[0] = group;
                group.createTask(() -> last.await());
            }));
            settle();
            Task<Void> stranger = createTask(() -> {
                last.await();
                assertThat(parent.isDone()).isFalse();
                assertThatThrownBy(() -> waiting[0].createTask(() -> events.add("ran")))
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("has ended");
            });
            settle();
            last.set();
            stranger.await();
            parent.await();
        });
        assertThat(events.all()).isEmpty();
    }

    @Test
    void outsideABodyItIsRefused() {
        assertThatThrownBy(() -> TaskGroup.run(group -> {
                    events.add("entered");
                }))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TaskGroup.run()")
                .hasMessageContaining("Async.run(");
        assertThat(events.all()).isEmpty();
    }

    @Test
    void aTaskOfAGroupIsAwaitedLikeAnyOther() {
        place.run(() -> TaskGroup.run(group -> {
            Task<String> task = group.createTask("kettle", () -> "tea");
            events.add(task.await() + " of " + task.name());
            Task<String> call = group.createTask("cow", continuation -> "milk");
            events.add(call.await() + " of " + call.name());
            Task<Void> action = group.createTask("spoon", () -> {
                events.add("stirred");
            });
            action.await();
            events.add("with " + action.name());
        }));
        assertThat(events.all()).containsExactly("tea of kettle", "milk of cow", "stirred", "with spoon");
    }
}
