package suspension.soak;

import static suspension.Async.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.TimeoutKt;
import org.jspecify.annotations.Nullable;
import suspension.Async;
import suspension.AsyncTimeoutException;
import suspension.Task;
import suspension.interop.Suspend;

/** Kotlin's suspend functions, called from Java and implemented in Java. */
final class KotlinScenes {

    private KotlinScenes() {}

    static List<Scene> all() {
        return List.of(
                Scene.anywhere("suspend functions awaited", KotlinScenes::awaited),
                Scene.anywhere("suspend functions as tasks", KotlinScenes::asTasks),
                Scene.anywhere("suspend lambdas on another dispatcher", KotlinScenes::lambdaElsewhere),
                Scene.anywhere("suspend function implemented by a stage", KotlinScenes::implementedByStage),
                Scene.anywhere("Kotlin's timeout", KotlinScenes::kotlinTimeout),
                Scene.anywhere("Kotlin's scope", KotlinScenes::kotlinScope),
                Scene.onLoop("coroutines on the loop", KotlinScenes::coroutinesOnLoop));
    }

    private static void awaited(Stage stage) {
        for (int i = stage.between(1, 5); i > 0; i--) {
            await(c -> DelayKt.delay(stage.random.nextInt(3), c));
            await(c -> find(stage, c));
        }
    }

    /** A suspend function, implemented in Java. */
    private static @Nullable Object find(Stage stage, Continuation<? super Integer> continuation) {
        return Suspend.implement(continuation, stage.body(() -> {
            stage.pause();
            stage.maybeFail();
            return 1;
        }));
    }

    private static void asTasks(Stage stage) {
        List<Task<?>> tasks = List.of(
                stage.track(Async.createTask(c -> DelayKt.delay(stage.random.nextInt(5), c))),
                stage.track(Async.createTask("find", c -> find(stage, c))),
                stage.track(Async.createTask(c -> TimeoutKt.withTimeoutOrNull(
                        stage.random.nextInt(3), Suspend.lambda((CoroutineScope scope) -> stage.pause()), c))));
        stage.pause();
        stage.settle(tasks);
    }

    private static void lambdaElsewhere(Stage stage) {
        await(c -> BuildersKt.withContext(
                stage.oneIn(2) ? Dispatchers.getDefault() : Dispatchers.getIO(),
                Suspend.lambda((CoroutineScope scope) -> {
                    try (Mark inside = stage.enter("A suspend lambda")) {
                        stage.pause();
                        if (stage.oneIn(3)) {
                            Thread.sleep(1); // which cancellation interrupts; the exception then is the cancellation
                        }
                        stage.maybeFail();
                    }
                }),
                c));
    }

    private static void implementedByStage(Stage stage) {
        CompletableFuture<Integer> future = new CompletableFuture<>();
        if (stage.oneIn(5)) {
            stage.foreign(() -> future.completeExceptionally(new Fault()));
        } else {
            stage.foreign(() -> future.complete(1));
        }
        await((Continuation<Integer> c) -> Suspend.implement(c, future));
    }

    private static void kotlinTimeout(Stage stage) {
        try {
            await(c -> TimeoutKt.withTimeout(
                    1 + stage.random.nextInt(2),
                    Suspend.lambda((CoroutineScope scope) -> {
                        try (Mark inside = stage.enter("A body under Kotlin's timeout")) {
                            Async.sleep(stage.moment());
                            stage.pause();
                        }
                    }),
                    c));
        } catch (AsyncTimeoutException e) {
            stage.pause();
        }
    }

    private static void kotlinScope(Stage stage) {
        await(c -> CoroutineScopeKt.coroutineScope(
                Suspend.lambda((CoroutineScope scope) -> {
                    for (int i = stage.between(1, 4); i > 0; i--) {
                        launch(stage, scope);
                    }
                    stage.pause();
                }),
                c));
    }

    private static Deferred<Unit> launch(Stage stage, CoroutineScope scope) {
        Mark mark = stage.mark("A coroutine");
        return BuildersKt.async(
                scope,
                EmptyCoroutineContext.INSTANCE,
                CoroutineStart.DEFAULT,
                Suspend.lambda((CoroutineScope inner) -> {
                    mark.enter();
                    try {
                        stage.pause();
                        stage.maybeFail();
                    } finally {
                        mark.close();
                    }
                }));
    }

    /** Coroutines in the loop's scope, which Java awaits, and a Java task that Kotlin awaits. */
    private static void coroutinesOnLoop(Stage stage) {
        Deferred<Unit> coroutine = launch(stage, stage.loop().scope());
        Task<Integer> task = stage.start(() -> {
            stage.pause();
            return 1;
        });
        if (stage.oneIn(6)) {
            stage.foreign(() -> coroutine.cancel(null));
        }
        if (stage.oneIn(6)) {
            stage.foreign(() -> task.asDeferred().cancel(null));
        }
        await(c -> task.asDeferred().await(c));
        await(c -> coroutine.await(c));
    }
}
