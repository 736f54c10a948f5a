package consumer;

import static suspension.Async.gather;

import java.util.List;
import suspension.facade.SuspendFacade;

/** Java that calls Kotlin. */
@SuspendFacade(Greeter.class)
@SuspendFacade(Caller.class)
public final class Greetings {

    private Greetings() {}

    /** Greets all at once. */
    public static List<String> greet(Greeter kotlin, String first, String second) {
        JavaGreeter greeter = JavaGreeter.of(kotlin);
        return gather(() -> greeter.greet(first), () -> greeter.greet(second, 2));
    }
}
