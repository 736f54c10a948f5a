package suspension;

import kotlin.Unit;
import kotlin.coroutines.Continuation;

/** What Java needs to call Kotlin's own suspend functions. */
final class SuspendCalls {

    private SuspendCalls() {}

    /** A continuation for a function of Unit. */
    @SuppressWarnings("unchecked")
    static Continuation<? super Unit> unit(Continuation<?> continuation) {
        return (Continuation<? super Unit>) continuation;
    }
}
