package suspension;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import suspension.interop.Suspend;

/**
 * A context variable works in whatever was started before the class {@link ContextVar} was initialised. Each case runs in
 * a process of its own, once with the first variable made before everything else and once with it made on the spot.
 */
class ContextVarInitialisationTest {

    /** Place the variable is used: each sets it, and tells what is seen afterwards. */
    enum Place {
        TASK_OF_A_SUSPEND_FUNCTION("set, set") {
            @Override
            String use() {
                return Async.<String>run(continuation -> setAndGet());
            }
        },
        SUSPEND_FUNCTION_THAT_A_BODY_CALLS("set, set, set") {
            @Override
            String use() {
                return Async.run(() -> {
                    String inside = Async.await(continuation -> setAndGet());
                    return inside + ", " + Holder.VARIABLE.orElse("unset");
                });
            }
        },
        SUSPEND_FUNCTION_ON_A_DISPATCHER("set, set") {
            @Override
            String use() {
                try (TaskScope scope = TaskScope.on(Dispatchers.getDefault())) {
                    return scope.<String>createTask(continuation -> setAndGet()).join();
                }
            }
        },
        CALLBACK("set, set") {
            @Override
            String use() {
                try (EventLoop loop = EventLoop.start()) {
                    CompletableFuture<String> seen = new CompletableFuture<>();
                    loop.execute(() -> complete(seen));
                    return seen.orTimeout(20, TimeUnit.SECONDS).join();
                }
            }
        },
        TIMER("set, set") {
            @Override
            String use() {
                try (EventLoop loop = EventLoop.start()) {
                    CompletableFuture<String> seen = new CompletableFuture<>();
                    loop.callLater(Duration.ZERO, () -> complete(seen));
                    return seen.orTimeout(20, TimeUnit.SECONDS).join();
                }
            }
        },
        CALLBACK_OF_A_TASK("set, set") {
            @Override
            String use() {
                try (EventLoop loop = EventLoop.start()) {
                    CompletableFuture<String> seen = new CompletableFuture<>();
                    loop.createTask(() -> "tea").onDone(task -> complete(seen));
                    return seen.orTimeout(20, TimeUnit.SECONDS).join();
                }
            }
        },
        CALL_ON_A_THREAD("set, set, the caller's is unset") {
            @Override
            String use() {
                return Async.run(() -> {
                    String inside = Async.toThread(() -> setAndGet());
                    return inside + ", the caller's is " + Holder.VARIABLE.orElse("unset");
                });
            }
        },
        JAVA_IMPLEMENTATION_IN_A_SUSPEND_FUNCTION("set, set") {
            @Override
            String use() {
                return Async.<String>run(continuation -> Suspend.implement(continuation, () -> {
                    String seen = setAndGet();
                    Async.yieldNow();
                    return seen;
                }));
            }
        },
        SUSPEND_FUNCTION_THAT_HAS_SUSPENDED("set, set, after the call set") {
            @Override
            String use() {
                return Async.run(() -> {
                    String inside = Async.await(continuation -> AfterADelay.call(() -> setAndGet(), continuation));
                    return inside + ", after the call " + Holder.VARIABLE.orElse("unset");
                });
            }
        };

        final String expected;

        Place(String expected) {
            this.expected = expected;
        }

        abstract String use() throws Exception;
    }

    /** Makes the variable when it is first touched. */
    private static final class Holder {
        static final ContextVar<String> VARIABLE = ContextVar.named("variable");

        private Holder() {}
    }

    private static String setAndGet() {
        ContextVar.Token token = Holder.VARIABLE.set("set");
        String first = Holder.VARIABLE.get();
        Holder.VARIABLE.reset(token);
        Holder.VARIABLE.set(Holder.VARIABLE.orElse("set"));
        return first + ", " + Holder.VARIABLE.get();
    }

    private static void complete(CompletableFuture<String> seen) {
        try {
            seen.complete(setAndGet());
        } catch (Throwable e) {
            seen.completeExceptionally(e);
        }
    }

    /** The program: a place, and whether there is a variable before anything else. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            if (arguments[1].equals("early")) {
                ContextVar.named("the first of all");
            }
            String seen;
            try {
                seen = Place.valueOf(arguments[0]).use();
            } catch (Throwable e) {
                seen = e.toString();
            }
            System.out.println(seen);
            System.exit(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenTheClassWasInitialisedMakesNoDifference(Place place) throws Exception {
        List<String> early =
                ChildJvm.run(ChildJvm.classPath(), List.of("-ea"), Program.class.getName(), place.name(), "early");
        List<String> late =
                ChildJvm.run(ChildJvm.classPath(), List.of("-ea"), Program.class.getName(), place.name(), "late");
        assertThat(early).as("with a variable made before").containsExactly(place.expected);
        assertThat(late).as("with the variable made on the spot").containsExactly(place.expected);
    }
}
