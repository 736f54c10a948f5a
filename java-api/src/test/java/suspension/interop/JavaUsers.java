package suspension.interop;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import org.jspecify.annotations.Nullable;
import suspension.Action;
import suspension.Async;
import suspension.Awaitable;

/** A Java class that implements a Kotlin suspend interface with whatever code a test gives it. */
final class JavaUsers implements Users {

    interface Find {
        @Nullable
        String of(long id) throws Exception;
    }

    private final Find find;
    private Action<?> delete = () -> {};
    private CompletionStage<? extends List<String>> all = CompletableFuture.completedFuture(List.of("ada", "bob"));

    JavaUsers(Find find) {
        this.find = find;
    }

    JavaUsers deleting(Action<?> action) {
        delete = action;
        return this;
    }

    JavaUsers all(CompletionStage<? extends List<String>> stage) {
        all = stage;
        return this;
    }

    @Override
    public Object find(long id, Continuation<? super String> continuation) {
        return Suspend.implement(continuation, () -> find.of(id));
    }

    @Override
    public Object delete(long id, Continuation<? super Unit> continuation) {
        return Suspend.implement(continuation, delete);
    }

    @Override
    public Object findAll(Continuation<? super List<String>> continuation) {
        return Suspend.implement(continuation, all);
    }

    static Object withoutContinuation() {
        return Suspend.implement(null, () -> "x");
    }

    static Object givesMarker(Continuation<? super Object> continuation) {
        Awaitable<Object, RuntimeException> marker = IntrinsicsKt::getCOROUTINE_SUSPENDED;
        return Suspend.implement(continuation, marker);
    }

    /** Calls a suspend function from a body. */
    static @Nullable String ask(Users users, long id) {
        return Async.await(c -> users.find(id, c));
    }
}
