package suspension.internal.jackson;

import java.util.Map;
import suspension.Coroutine;
import suspension.Task;

/** What is not to be written, and what to say instead. */
final class Refusal {

    private static final String INSTEAD =
            "As a result, return %s, or add suspension-spring-boot-starter; within other data, await it and put its value there";

    /** The message for each class. */
    static final Map<Class<?>, String> MESSAGES = Map.of(
            Task.class,
            "A Task is work that may still run, and is no data. "
                    + INSTEAD.formatted("its future, task.toCompletableFuture() or loop.future(...)"),
            Coroutine.class,
            "A Coroutine is code that has not run, and is no data. "
                    + INSTEAD.formatted("a future, loop.future(coroutine)"));

    private Refusal() {}
}
