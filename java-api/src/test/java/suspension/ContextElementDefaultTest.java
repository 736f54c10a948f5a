package suspension;

import static org.assertj.core.api.Assertions.assertThat;

import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link ContextVar#asContextElement} installs where the variable is not set. */
@Timeout(60)
class ContextElementDefaultTest {

    private static final ThreadLocal<String> PLACE = new ThreadLocal<>();

    private final ContextVar<String> user = ContextVar.withDefault("user", "nobody");
    private final ContextVar<String> request = ContextVar.named("request");
    private final Events events = new Events();

    private static CoroutineContext.Element bound(ContextVar<String> variable) {
        return variable.asContextElement(PLACE::get, PLACE::set);
    }

    private void look(String where) {
        events.add(where + ": " + PLACE.get());
    }

    @Test
    void isItsDefaultInABody() {
        try (EventLoop loop = EventLoop.builder().context(bound(user)).build()) {
            loop.run(() -> {
                look("first slice");
                Async.yieldNow();
                look("second slice");
            });
        }
        assertThat(events.all()).containsExactly("first slice: nobody", "second slice: nobody");
    }

    @Test
    void isItsDefaultInASuspendFunction() {
        try (EventLoop loop = EventLoop.builder().context(bound(user)).build()) {
            loop.run(continuation -> {
                look("task");
                return null;
            });
            loop.run(() -> Async.await(continuation -> {
                look("call");
                return null;
            }));
        }
        assertThat(events.all()).containsExactly("task: nobody", "call: nobody");
    }

    @Test
    void isItsDefaultOnceMoreAfterARegionThatSetIt() {
        try (EventLoop loop = EventLoop.builder().context(bound(user)).build()) {
            loop.run(() -> {
                user.where("ada", () -> look("inside"));
                look("at once");
                Async.yieldNow();
                look("later");
            });
        }
        assertThat(events.all()).containsExactly("inside: ada", "at once: nobody", "later: nobody");
    }

    @Test
    void isItsDefaultInsideWithContext() {
        Async.run(() -> {
            Async.withContext(bound(user), () -> look("inside"));
            look("after");
        });
        assertThat(events.all()).containsExactly("inside: nobody", "after: null");
    }

    @Test
    void isItsDefaultOnADispatcher() {
        try (TaskScope scope = TaskScope.on(Dispatchers.getIO().plus(bound(user)))) {
            scope.createTask(() -> look("body")).join();
            scope.createTask(continuation -> {
                        look("function");
                        return null;
                    })
                    .join();
        }
        assertThat(events.all()).containsExactly("body: nobody", "function: nobody");
    }

    @Test
    void isNullForAVariableWithoutADefault() {
        try (EventLoop loop = EventLoop.builder().context(bound(request)).build()) {
            loop.run(() -> {
                look("unset");
                request.where("r-1", () -> look("set"));
            });
        }
        assertThat(events.all()).containsExactly("unset: null", "set: r-1");
    }

    @Test
    void isNullForADefaultThatIsNull() {
        ContextVar<String> nothing = ContextVar.withDefault("nothing", null);
        try (EventLoop loop = EventLoop.builder().context(bound(nothing)).build()) {
            loop.run(() -> {
                nothing.where("something", () -> look("set"));
                look("unset");
            });
        }
        assertThat(events.all()).containsExactly("set: something", "unset: null");
    }
}
