package suspension.soak;

import java.time.Duration;
import kotlin.Unit;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineExceptionHandlerKt;
import org.jspecify.annotations.Nullable;
import suspension.Async;
import suspension.Awaitable;
import suspension.EventLoop;
import suspension.Task;
import suspension.TaskScope;

/** A dispatcher of Kotlin's to play on. */
final class ScopeHome extends Home {

    private final TaskScope scope;

    private ScopeHome(TaskScope scope) {
        this.scope = scope;
    }

    static ScopeHome open(CoroutineDispatcher dispatcher, Theatre theatre) {
        ScopeHome home = new ScopeHome(TaskScope.on(
                dispatcher.plus(CoroutineExceptionHandlerKt.CoroutineExceptionHandler((context, failure) -> {
                    theatre.reported("off a loop", failure);
                    return Unit.INSTANCE;
                }))));
        theatre.traces.watch(home.scope);
        home.settle(() -> {
            while (true) {
                Async.sleep(Duration.ofHours(1));
            }
        });
        return home;
    }

    @Override
    <T> Task<T> start(String name, Awaitable<T, ?> body) {
        return scope.createTask(name, body);
    }

    @Override
    @Nullable
    EventLoop loop() {
        return null;
    }

    @Override
    void close() {
        scope.close();
    }

    @Override
    void abandon() {
        scope.cancel();
    }

    @Override
    String pending() {
        return scope.toString();
    }
}
