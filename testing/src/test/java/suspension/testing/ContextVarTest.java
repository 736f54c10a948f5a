package suspension.testing;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static suspension.Async.createTask;
import static suspension.Async.gather;
import static suspension.Async.sleep;
import static suspension.Async.yieldNow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import suspension.Async;
import suspension.ContextVar;
import suspension.EventLoop;
import suspension.Task;

class ContextVarTest {

    private final ContextVar<String> request = ContextVar.named("request");
    private final ContextVar<Integer> depth = ContextVar.withDefault("depth", 0);

    @Test
    void hasItsDefaultUntilItIsSet() {
        VirtualTime.run(() -> {
            assertThat(depth.get()).isZero();
            depth.set(1);
            assertThat(depth.get()).isEqualTo(1);
            assertThat(request.orElse("none")).isEqualTo("none");
            assertThatThrownBy(request::get)
                    .isExactlyInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("ContextVar 'request' has no value here");
        });
    }

    @Test
    void taskCopiesItsCreatorsValuesWhenItIsCreated() {
        VirtualTime.run(() -> {
            request.set("before");
            Task<String> task = createTask(() -> {
                String seen = request.get();
                request.set("child");
                return seen;
            });
            request.set("after");
            assertThat(task.await()).isEqualTo("before");
            assertThat(request.get()).isEqualTo("after");
        });
    }

    @Test
    void directCallsShareAndGatherCopies() {
        VirtualTime.run(() -> {
            request.set("mine");
            Async.waitFor(
                    () -> {
                        sleep(ofSeconds(1));
                        request.set("set in waitFor");
                        return true;
                    },
                    ofSeconds(2));
            assertThat(request.get()).isEqualTo("set in waitFor");
            gather(() -> request.set("a"), () -> request.set("b"));
            assertThat(request.get()).isEqualTo("set in waitFor");
        });
    }

    @Test
    void regionEndsWithTheValueThatWasThereBefore() {
        VirtualTime.run(() -> {
            assertThat(request.<String, RuntimeException>where("outer", () -> {
                        request.where("inner", () -> {
                            yieldNow();
                            assertThat(request.get()).isEqualTo("inner");
                        });
                        return request.get();
                    }))
                    .isEqualTo("outer");
            assertThatThrownBy(() -> request.where("failing", () -> {
                        throw new IOException("out");
                    }))
                    .isExactlyInstanceOf(IOException.class);
            assertThat(request.orElse("none")).isEqualTo("none");
        });
    }

    @Test
    void tokenResetsOnceInItsOwnTaskAndForItsOwnVariable() {
        VirtualTime.run(() -> {
            ContextVar.Token token = request.set("r-1");
            assertThatThrownBy(() -> depth.reset(token)).isExactlyInstanceOf(IllegalArgumentException.class);
            createTask(() -> assertThatThrownBy(() -> request.reset(token))
                            .isExactlyInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("another task"))
                    .await();
            request.reset(token);
            assertThat(request.orElse("none")).isEqualTo("none");
            assertThatThrownBy(() -> request.reset(token))
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("resets only once");
        });
    }

    @Test
    void interleavedTasksEachSeeTheirOwn() {
        List<String> log = new ArrayList<>();
        VirtualTime.run(() -> {
            List<Task<?>> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String id = "r-" + i;
                tasks.add(createTask(() -> request.where(id, () -> {
                    for (int turn = 0; turn < 3; turn++) {
                        assertThat(request.get()).isEqualTo(id);
                        log.add(id);
                        yieldNow();
                    }
                })));
            }
            gather(tasks);
        });
        assertThat(log).startsWith("r-0", "r-1", "r-2", "r-0");
    }

    @Test
    void kotlinFunctionSeesTheCallersValuesOnEveryThread() {
        VirtualTime.run(() -> {
            request.set("r-1");
            List<String> seen = Async.await(c -> KotlinApi.look(request, c));
            assertThat(seen).containsExactly("r-1", "r-1", "r-1", "r-1");
        });
    }

    @Test
    void kotlinFunctionSharesTheCallersValuesAndATaskOfOneCopiesThem() {
        VirtualTime.run(() -> {
            request.set("mine");
            Async.await(c -> KotlinApi.set(request, "by Kotlin", c));
            assertThat(request.get()).isEqualTo("by Kotlin");
            Task<List<String>> look = Async.createTask(c -> KotlinApi.look(request, c));
            Task<?> set = Async.createTask(c -> KotlinApi.set(request, "by a task", c));
            request.set("later");
            assertThat(look.await()).containsExactly("by Kotlin", "by Kotlin", "by Kotlin", "by Kotlin");
            set.await();
            assertThat(request.get()).isEqualTo("later");
        });
    }

    @Test
    void callOnAThreadHasACopy() {
        VirtualTime.run(() -> {
            request.set("mine");
            String seen = Async.toThread(() -> {
                String before = request.get();
                request.set("on the thread");
                return before + ", " + request.get();
            });
            assertThat(seen).isEqualTo("mine, on the thread");
            assertThat(request.get()).isEqualTo("mine");
        });
    }

    @Test
    void callbacksHaveWhatWasThereWhenTheyWereRegistered() {
        List<String> log = new ArrayList<>();
        VirtualTime.run(() -> {
            EventLoop loop = EventLoop.current();
            Task<?> task = createTask(() -> request.set("of the task"));
            request.set("registered");
            loop.execute(() -> {
                log.add("execute " + request.get());
                request.set("of a callback");
            });
            loop.callLater(ofSeconds(1), () -> log.add("callLater " + request.get()));
            task.onDone(done -> log.add("onDone " + request.get()));
            request.set("later");
            sleep(ofSeconds(2));
            assertThat(request.get()).isEqualTo("later");
        });
        assertThat(log).containsExactly("execute registered", "onDone registered", "callLater registered");
    }

    @Test
    void threadWithoutALoopHasValuesOfItsOwnWhichRunCopies() {
        request.where("of the thread", () -> {
            assertThat(request.get()).isEqualTo("of the thread");
            Async.run(() -> {
                assertThat(request.get()).isEqualTo("of the thread");
                request.set("of the loop");
            });
            assertThat(request.get()).isEqualTo("of the thread");
        });
        assertThat(request.orElse("none")).isEqualTo("none");
    }

    @Test
    void nullIsAValue() {
        VirtualTime.run(() -> {
            request.set(null);
            assertThat(request.orElse("none")).isNull();
        });
    }
}
